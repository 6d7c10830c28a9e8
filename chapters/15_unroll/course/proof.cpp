#include "15_unroll/course/proof.hpp"

#include <algorithm>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <utility>

#include "15_unroll/course/files.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

using Pairs = std::set<std::string>;

std::string trimmed(const std::string& line) {
  const std::size_t begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? "" : line.substr(begin, line.find_last_not_of(' ') + 1 - begin);
}

/// Each two lines of code that follow each other, as one text. A single line, as `bool stopped = false;`, may
/// be anywhere by chance.
Pairs pairs_of_lines(const std::string& text) {
  constexpr std::size_t telling = 40;  // shorter pairs are in every program
  Pairs pairs;
  std::istringstream in(text);
  std::string before;
  for (std::string line; std::getline(in, line);) {
    const std::string code = trimmed(line);
    if (code.empty() || code.starts_with("//") || code.starts_with("#")) continue;
    if (before.size() + code.size() >= telling) pairs.insert(before + "\n" + code);
    before = code;
  }
  return pairs;
}

template <class Keep>
Pairs those_of(const Pairs& pairs, Keep keep) {
  Pairs kept;
  std::copy_if(pairs.begin(), pairs.end(), std::inserter(kept, kept.end()), keep);
  return kept;
}

bool is_below(const fs::path& file, const char* folder) { return *file.begin() == folder; }

class Proof {
 public:
  Proof(const Course& course, const fs::path& copy) : course_(course), copy_(copy) {
    for (const Exercise& exercise : course.exercises()) {
      if (!fs::exists(course.solution(exercise))) continue;
      const Pairs given = pairs_of_lines(text_of(copy / "exercises" / exercise.header()));
      Pairs& own = solved_[&exercise];
      own = those_of(pairs_of_lines(text_of(course.solution(exercise))),
                     [&](const std::string& pair) { return !given.contains(pair); });
      all_.insert(own.begin(), own.end());
      count_ += own.size();
    }
  }

  void look_at(const fs::path& file) {
    Pairs found = those_of(pairs_of_lines(text_of(copy_ / file)),
                           [&](const std::string& pair) { return all_.contains(pair); });
    if (is_below(file, "chapters")) in_chapters_.insert(found.begin(), found.end());
    if (!found.empty()) found_.emplace(file, std::move(found));
  }

  Shown shown() const {
    Shown shown;
    shown.looked_for = count_;
    for (const Exercise& exercise : course_.exercises()) {
      const auto solved = solved_.find(&exercise);
      if (solved != solved_.end()) refuse_elsewhere(exercise, solved->second);
      const fs::path header = fs::path("chapters") / exercise.header();
      const fs::path place = fs::exists(copy_ / header) ? header
                             : solved != solved_.end()  ? place_in_chapters(solved->second)
                                                        : "";
      if (!place.empty()) shown.places.push_back({&exercise, place});
    }
    return shown;
  }

 private:
  /// What a file has of a solution that it is not to have; empty, if all is well.
  Pairs wrong_in(const fs::path& file, const Pairs& found, const Exercise& exercise,
                 const Pairs& solved) const {
    const bool is_exercise = is_below(file, "exercises") && file.extension() == ".hpp";
    if (is_below(file, "chapters")) return {};
    if (is_exercise && file.parent_path().filename() > exercise.chapter)
      return {};  // who does that has done this
    return those_of(found, [&](const std::string& pair) {
      return solved.contains(pair) && (is_exercise || !in_chapters_.contains(pair));
    });
  }

  void refuse_elsewhere(const Exercise& exercise, const Pairs& solved) const {
    for (const auto& [file, found] : found_) {
      const Pairs wrong = wrong_in(file, found, exercise, solved);
      if (!wrong.empty())
        throw Refused(file.string() + " has lines of the solution of " + exercise.full_name() + ":\n" +
                      *wrong.begin());
    }
  }

  /// The source that has most of it, if that is much; else none.
  fs::path place_in_chapters(const Pairs& solved) const {
    fs::path place;
    std::size_t most = 0;
    for (const auto& [file, found] : found_) {
      if (!is_below(file, "chapters") || file.extension() == ".md") continue;
      const std::size_t count =
          those_of(found, [&](const std::string& pair) { return solved.contains(pair); }).size();
      if (count * 3 >= solved.size() && count > most) {
        most = count;
        place = file;
      }
    }
    return place;
  }

  const Course& course_;
  const fs::path& copy_;
  std::map<const Exercise*, Pairs> solved_;  // what only its solution has
  Pairs all_;
  std::size_t count_ = 0;
  std::map<fs::path, Pairs> found_;
  Pairs in_chapters_;
};

}  // namespace

Shown prove_without_solutions(const Course& course, const fs::path& copy,
                              const std::vector<fs::path>& files) {
  Proof proof(course, copy);
  for (const fs::path& file : files) proof.look_at(file);
  return proof.shown();
}

}  // namespace unroll::course
