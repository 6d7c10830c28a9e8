#include <nlohmann/json.hpp>

#include "15_unroll/course/explain.hpp"
#include "15_unroll/course/listing.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using Json = nlohmann::json;

namespace {

Json json_of(const Course& course, const Progress& progress, const Exercise& exercise) {
  Json one{{"name", exercise.full_name()},
           {"title", exercise.title},
           {"kind", exercise.kind},
           {"minutes", exercise.minutes},
           {"goal", exercise.goal},
           {"done", progress.passed(exercise)},
           {"file", course.starter(exercise).lexically_relative(course.root()).string()},
           {"read", exercise.read},
           {"hints_given", progress.hints(exercise)}};
  if (course.plan().has_points) one["points"] = exercise.points;
  if (exercise.deadline) one["deadline"] = exercise.deadline->text;
  return one;
}

void add_plan(Json& all, const Course& course, const Progress& progress) {
  if (course.plan().has_points) {
    all["points"] = progress.points();
    all["points_of"] = course.points();
  }
  if (const auto& late = course.plan().late)
    all["late"] = {{"percent_per_day", late->percent_per_day}, {"days", late->days}};
}

Json json_of(Verdict::Kind kind) {
  return {{"verdict", Verdict::words[static_cast<std::size_t>(kind)]}, {"explanation", explanation(kind)}};
}

}  // namespace

std::string status_as_json(const Course& course, const Progress& progress) {
  const Exercise* const next = progress.next();
  Json status{{"done", progress.count()}, {"of", course.exercises().size()}};
  add_plan(status, course, progress);
  if (next != nullptr) status["next"] = json_of(course, progress, *next);
  return status.dump(1, ' ', false, Json::error_handler_t::replace);
}

std::string list_as_json(const Course& course, const Progress& progress) {
  Json all = Json::array();
  for (const Exercise& exercise : course.exercises()) all.push_back(json_of(course, progress, exercise));
  return all.dump(1, ' ', false, Json::error_handler_t::replace);
}

std::string hint_as_json(const Exercise& exercise, const HintTold& told) {
  const auto end = exercise.hints.begin() + static_cast<std::ptrdiff_t>(told.given);
  Json hint{{"exercise", exercise.full_name()},
            {"hints", std::vector<std::string>(exercise.hints.begin(), end)},
            {"of", exercise.hints.size()},
            {"read", exercise.read}};
  if (!told.last_check.empty()) hint["last_check"] = told.last_check;
  return hint.dump(1, ' ', false, Json::error_handler_t::replace);
}

std::string explanation_as_json(Verdict::Kind kind) {
  return json_of(kind).dump(1, ' ', false, Json::error_handler_t::replace);
}

std::string explanations_as_json() {
  Json all = Json::array();
  for (std::size_t i = 0; i != std::size(Verdict::words); ++i)
    all.push_back(json_of(static_cast<Verdict::Kind>(i)));
  return all.dump(1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace unroll::course
