// Several exercises at once, for a student's eyes and for programs.
#include <iostream>
#include <nlohmann/json.hpp>

#include "15_unroll/course/bar.hpp"
#include "15_unroll/course/grades.hpp"
#include "15_unroll/course/student.hpp"

namespace unroll::course {

using Json = nlohmann::json;

Task<int> Student::check(std::vector<const Exercise*> exercises, CheckOptions options) {
  Json all = Json::array();
  std::vector<Grade> grades;
  const bool several = exercises.size() > 1;
  for (const Exercise* exercise : exercises) {
    if (several && !options.json) Bar::here().show(grades.size(), exercises.size(), exercise->full_name());
    const TimePoint begin = poller_.now();
    const Verdict verdict = co_await check_one(*exercise, options.json, options.own);
    grades.push_back({exercise, verdict, std::chrono::duration<double>(poller_.now() - begin).count()});
    if (!options.json) continue;
    Json one = Json::parse(as_json(verdict));
    one["exercise"] = exercise->full_name();
    if (course_.plan().has_points) {
      one["points"] = grades.back().points();
      one["points_of"] = exercise->points;
    }
    if (exercise->deadline) one["deadline"] = exercise->deadline->text;
    all.push_back(std::move(one));
  }
  Bar::here().clear();
  const Sum sum = sum_of(grades);
  if (!options.junit.empty()) write_grades(options.junit, course_, grades);
  if (options.json) {
    std::cout << all.dump(1) << "\n";
  } else if (several) {
    std::cout << paint_.bold << sum.passed << " of " << grades.size() << " pass" << paint_.plain;
    if (course_.plan().has_points) std::cout << ", " << sum.points << " of " << sum.of << " points";
    std::cout << "\n";
  } else if (sum.passed == grades.size()) {
    std::cout << paint_.dim
              << folded("  ./unroll solution " + exercises.front()->name + " shows how the course does it.")
              << paint_.plain;
    tell_next();
  }
  co_return sum.passed == grades.size() ? 0 : 1;
}

}  // namespace unroll::course
