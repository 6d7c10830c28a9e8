#include "15_unroll/course/grades.hpp"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "15_unroll/course/telling.hpp"
#include "15_unroll/course/xml.hpp"

namespace unroll::course {

namespace {

void property(std::ostream& out, const std::string& indent, const std::string& name,
              const std::string& value) {
  out << indent << "<property name=\"" << name << "\" value=\"" << escaped(value) << "\"/>\n";
}

void write_one(std::ostream& out, const Course& course, const Grade& grade) {
  const Exercise& exercise = *grade.exercise;
  const Verdict& verdict = grade.verdict;
  out << "  <testcase classname=\"" << escaped(exercise.chapter) << "\" name=\"" << escaped(exercise.name)
      << "\" time=\"" << grade.all_seconds() << "\">\n    <properties>\n";
  if (course.plan().has_points) {
    if (grade.not_tried.empty()) property(out, "      ", "points", std::to_string(grade.points()));
    property(out, "      ", "points_of", std::to_string(exercise.points));
  }
  if (exercise.deadline) property(out, "      ", "deadline", exercise.deadline->text);
  property(out, "      ", "verdict", grade.word());
  out << "    </properties>\n";
  if (!grade.not_tried.empty()) {
    out << "    <error type=\"not tried\" message=\"it could not be tried\">" << escaped(grade.not_tried)
        << "</error>\n";
  } else if (!verdict.passed()) {
    const std::string promise = verdict.test.empty() ? "" : ": " + promise_of(verdict.test);
    out << "    <failure type=\"" << escaped(verdict.word()) << "\" message=\""
        << escaped(verdict.word() + promise) << "\">"
        << escaped((verdict.where.empty() ? "" : verdict.where + "\n") + verdict.text) << "</failure>\n";
  }
  out << "  </testcase>\n";
}

}  // namespace

double Grade::all_seconds() const {
  double all = 0;
  for (const auto& [build, until] : seconds) all = std::max(all, until);
  return all;
}

Sum sum_of(const std::vector<Grade>& grades) {
  Sum sum;
  for (const Grade& grade : grades) {
    sum.passed += grade.passed() ? 1 : 0;
    sum.not_tried += grade.not_tried.empty() ? 0 : 1;
    sum.points += grade.points();
    sum.of += grade.exercise->points;
  }
  return sum;
}

void write_grades(const std::filesystem::path& file, const Course& course, const std::vector<Grade>& grades) {
  const Sum sum = sum_of(grades);
  std::ostringstream out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"exercises\" tests=\"" << grades.size()
      << "\" failures=\"" << grades.size() - sum.passed - sum.not_tried << "\" errors=\"" << sum.not_tried
      << "\">\n  <properties>\n";
  if (course.plan().has_points) {
    property(out, "    ", "points", std::to_string(sum.points));
    property(out, "    ", "points_of", std::to_string(sum.of));
  }
  if (const auto& late = course.plan().late) property(out, "    ", "late", late->text());
  out << "  </properties>\n";
  for (const Grade& grade : grades) write_one(out, course, grade);
  out << "</testsuite>\n";
  write_file(file, out.str());
}

std::string as_json(const Course& course, const std::vector<Grade>& grades) {
  nlohmann::json all = nlohmann::json::array();
  for (const Grade& grade : grades) {
    nlohmann::json one = nlohmann::json::parse(as_json(grade.verdict));
    one["exercise"] = grade.exercise->full_name();
    one["seconds"] = grade.seconds;
    one["verdict"] = grade.word();
    if (!grade.not_tried.empty()) one["text"] = grade.not_tried;
    if (course.plan().has_points) {
      if (grade.not_tried.empty()) one["points"] = grade.points();
      one["points_of"] = grade.exercise->points;
    }
    if (grade.exercise->deadline) one["deadline"] = grade.exercise->deadline->text;
    all.push_back(std::move(one));
  }
  return all.dump(1, ' ', false,
                  nlohmann::json::error_handler_t::replace);  // a compiler's words may be in any letters
}

}  // namespace unroll::course
