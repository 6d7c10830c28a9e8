// Several exercises at a time, for a student's eyes and for programs.
#include <iostream>
#include <optional>
#include <sstream>

#include "05_scopes/scope.hpp"
#include "15_unroll/course/bar.hpp"
#include "15_unroll/course/grades.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/surroundings.hpp"

namespace unroll::course {

/// Exercises that are checked at the same time; what is said of them comes in their order.
struct Student::Queue {
  explicit Queue(std::vector<const Exercise*> all)
      : exercises(std::move(all)), checked(exercises.size()), said(exercises.size()) {}

  std::vector<const Exercise*> exercises;
  std::vector<std::optional<Checked>> checked;
  std::vector<std::ostringstream> said;
  How how = {};
  std::size_t next = 0;
  std::size_t done = 0;
  std::size_t told = 0;
};

Task<> Student::work(Queue& queue) {
  Bar& bar = Bar::here();
  while (queue.next < queue.exercises.size()) {
    const std::size_t mine = queue.next++;
    const Exercise& exercise = *queue.exercises[mine];
    try {
      queue.checked[mine] = co_await try_in_all_builds(exercise, queue.how, queue.said[mine]);
    } catch (const std::exception& error) {  // the others are tried all the same
      bar.clear();
      std::cerr << "unroll: " << exercise.full_name() << ": " << error.what() << "\n";
      queue.checked[mine] = Checked{.not_tried = error.what()};
    }
    ++queue.done;
    bar.clear();
    for (; queue.told != queue.checked.size() && queue.checked[queue.told]; ++queue.told)
      std::cout << queue.said[queue.told].str();
    std::cout << std::flush;
    if (!queue.how.json) bar.show(queue.done, queue.exercises.size(), exercise.full_name());
  }
}

Task<> Student::work_all(Queue& queue, std::size_t at_once) {
  if (queue.exercises.size() == 1) {
    queue.how.alone = cores() > 1;
    try {
      queue.checked[0] = co_await try_in_all_builds(*queue.exercises[0], queue.how, std::cout);
    } catch (const std::exception& error) {
      std::cerr << folded("unroll: " + std::string(error.what()));
      queue.checked[0] = Checked{.not_tried = error.what()};
    }
    co_return;
  }
  try {
    for (const Exercise* exercise : queue.exercises) {
      for (const Variant variant : variants_of(*exercise)) co_await need_parts(variant, *exercise);
    }
  } catch (const std::exception& error) {  // what all stand on is not there
    std::cerr << folded("unroll: " + std::string(error.what()));
    queue.checked.assign(queue.exercises.size(), Checked{.not_tried = error.what()});
    co_return;
  }
  Scope workers(poller_.loop());
  for (std::size_t i = 0; i != at_once; ++i) workers.spawn(work(queue));
  co_await workers.join();
  Bar::here().clear();
}

Task<int> Student::check(std::vector<const Exercise*> exercises, CheckOptions options) {
  Queue queue(std::move(exercises));
  queue.how.json = options.json;
  queue.how.own = options.own;
  co_await work_all(queue, options.at_once);
  std::vector<Grade> grades;
  for (std::size_t i = 0; i != queue.exercises.size(); ++i) {
    const Checked& checked = *queue.checked[i];
    grades.push_back({queue.exercises[i], checked.verdict, checked.seconds, checked.not_tried});
  }
  const Sum sum = sum_of(grades);
  if (!options.junit.empty()) write_grades(options.junit, course_, grades);
  if (options.json) {
    std::cout << as_json(course_, grades) << "\n";
  } else if (grades.size() > 1) {
    std::cout << paint_.bold << sum.passed << " of " << grades.size() << " pass" << paint_.plain;
    if (sum.not_tried != 0) std::cout << ", " << sum.not_tried << " could not be tried";
    if (course_.plan().has_points) std::cout << ", " << sum.points << " of " << sum.of << " points";
    std::cout << "\n";
  } else if (sum.passed == 1) {
    const Exercise& exercise = *queue.exercises.front();
    if (std::filesystem::exists(course_.solution(exercise)))
      std::cout << paint_.dim
                << folded("  ./unroll solution " + course_.word_for(exercise) +
                          " shows how the course does it.")
                << paint_.plain;
    tell_next();
  }
  if (sum.not_tried != 0) co_return 2;
  co_return sum.passed == grades.size() ? 0 : 1;
}

}  // namespace unroll::course
