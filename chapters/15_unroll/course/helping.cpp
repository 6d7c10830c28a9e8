// What a student is given who is stuck: hints, the solution, the starter.
#include <algorithm>
#include <iostream>

#include "15_unroll/course/listing.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

/// Two texts in two columns, or one below the other where there is no room.
void show_side_by_side(const std::string& yours, const std::string& ours) {
  const std::size_t columns = columns_of_output();
  if (columns < 100) {
    std::cout << "--- yours\n" << yours << "--- the course's\n" << ours;
    return;
  }
  const std::size_t width = (columns - 3) / 2;
  const auto left = split(yours);
  const auto right = split(ours);
  std::cout << fitted("yours", width) << " | the course's\n";
  for (std::size_t i = 0; i != std::max(left.size(), right.size()); ++i)
    std::cout << fitted(i < left.size() ? left[i] : "", width) << " | " << (i < right.size() ? right[i] : "")
              << "\n";
}

}  // namespace

int Student::hint(const Exercise& exercise, bool json) {
  HintTold told;
  const std::string last = progress_.last(exercise);
  const std::size_t middle = last.find('\n');
  if (middle != std::string::npos)
    told.last_check = sentence_for(exercise, last.substr(0, middle), last.substr(middle + 1));
  const std::size_t given = told.given = progress_.give_hint(exercise);
  if (json) {
    std::cout << hint_as_json(exercise, told) << "\n";
    return 0;
  }
  if (!told.last_check.empty()) std::cout << folded("Your last check: " + told.last_check);
  for (std::size_t i = 0; i != given; ++i)
    std::cout << folded("Hint " + std::to_string(i + 1) + " of 3: " + exercise.hints[i]);
  std::cout << paint_.dim;
  if (given != exercise.hints.size())
    std::cout << "./unroll hint " << course_.word_for(exercise) << " says more.\n";
  std::cout << "Read again: " << exercise.read << "\n" << paint_.plain;
  return 0;
}

int Student::solution(const Exercise& exercise, bool insists) {
  const fs::path solution = course_.solution(exercise);
  if (!fs::exists(solution)) throw Refused("this copy of the course has no solutions");
  if (!progress_.passed(exercise) && progress_.hints(exercise) < exercise.hints.size())
    throw Refused(exercise.full_name() + " does not pass yet, and there are more hints: ./unroll hint " +
                  course_.word_for(exercise));
  if (!progress_.passed(exercise) && !insists)
    throw Refused("to see the solution before yours passes, say so: ./unroll solution " +
                  course_.word_for(exercise) + " --give-up");
  show_side_by_side(text_of(course_.starter(exercise)), text_of(solution));
  return 0;
}

int Student::reset(const Exercise& exercise) {
  const fs::path folder = course_.root() / ".unroll" / "course" / "kept";
  const std::string given = given_starter(exercise);
  std::size_t number = 1;
  const auto copy = [&] {
    return folder / (exercise.chapter + "." + exercise.name + "." + std::to_string(number) + ".hpp");
  };
  while (fs::exists(copy())) ++number;
  const bool there = fs::exists(course_.starter(exercise));
  if (there && !fs::is_regular_file(course_.starter(exercise)))
    throw Refused("exercises/" + exercise.header().string() +
                  " is no file. Remove it first, and reset again");
  if (there) write_file(copy(), text_of(course_.starter(exercise)));
  write_file(course_.starter(exercise), given);
  progress_.forget(exercise);
  std::cout << "exercises/" + exercise.header().string() << " is as it was.";
  if (there) std::cout << " What you had is in\n  " << copy().lexically_relative(course_.root()).string();
  std::cout << "\n";
  return 0;
}

}  // namespace unroll::course
