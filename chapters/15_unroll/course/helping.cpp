// What a student is given who is stuck: hints, the solution, the starter.
#include <algorithm>
#include <iostream>
#include <sstream>

#include "15_unroll/course/student.hpp"
#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> lines_in(const std::string& text) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line);
  return lines;
}

/// Two texts in two columns, or one below the other where there is no room.
void show_side_by_side(const std::string& yours, const std::string& ours) {
  const std::size_t columns = columns_of_output();
  if (columns < 100) {
    std::cout << "--- yours\n" << yours << "--- the course's\n" << ours;
    return;
  }
  const std::size_t width = (columns - 3) / 2;
  const auto left = lines_in(yours);
  const auto right = lines_in(ours);
  std::cout << fitted("yours", width) << " | the course's\n";
  for (std::size_t i = 0; i != std::max(left.size(), right.size()); ++i)
    std::cout << fitted(i < left.size() ? left[i] : "", width) << " | " << (i < right.size() ? right[i] : "")
              << "\n";
}

}  // namespace

int Student::hint(const Exercise& exercise) {
  const std::string last = progress_.last(exercise);
  const std::size_t middle = last.find('\n');
  if (middle != std::string::npos) {
    const std::string sentence = sentence_for(exercise, last.substr(0, middle), last.substr(middle + 1));
    if (!sentence.empty()) std::cout << folded("Your last check: " + sentence);
  }
  const std::size_t given = std::min(progress_.hints(exercise) + 1, exercise.hints.size());
  for (std::size_t i = 0; i != given; ++i)
    std::cout << folded("Hint " + std::to_string(i + 1) + " of 3: " + exercise.hints[i]);
  progress_.give_hint(exercise, given);
  std::cout << paint_.dim;
  if (given != exercise.hints.size()) std::cout << "./unroll hint says more.\n";
  std::cout << "Read again: " << exercise.read << "\n" << paint_.plain;
  return 0;
}

int Student::solution(const Exercise& exercise, bool insists) {
  const fs::path solution = course_.solution(exercise);
  if (!fs::exists(solution)) throw Refused("this copy of the course has no solutions");
  if (!progress_.passed(exercise) && progress_.hints(exercise) < exercise.hints.size())
    throw Refused(exercise.full_name() + " does not pass yet, and there are more hints: ./unroll hint " +
                  exercise.name);
  if (!progress_.passed(exercise) && !insists)
    throw Refused("to see the solution before yours passes, say so: ./unroll solution " + exercise.name +
                  " --give-up");
  show_side_by_side(text_of(course_.starter(exercise)), text_of(solution));
  return 0;
}

int Student::reset(const Exercise& exercise) {
  const fs::path folder = course_.root() / ".unroll" / "course" / "kept";
  const std::string yours = text_of(course_.starter(exercise));
  std::size_t number = 1;
  const auto copy = [&] {
    return folder / (exercise.chapter + "." + exercise.name + "." + std::to_string(number) + ".hpp");
  };
  while (fs::exists(copy())) ++number;
  write_file(copy(), yours);
  write_file(course_.starter(exercise), text_of(kept_starter(exercise)));
  progress_.forget(exercise);
  std::cout << "exercises/" + exercise.header().string() << " is as it was. What you had is in\n  "
            << fs::relative(copy(), course_.root()).string() << "\n";
  return 0;
}

}  // namespace unroll::course
