// Exercises as they were before anybody wrote in them.
#include <algorithm>

#include "15_unroll/course/git.hpp"
#include "15_unroll/course/origins.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

/// Of an exercise that `new` has made, and that nobody has written yet.
bool has_blanks(const std::string& text) { return text.find("____ ") != std::string::npos; }

std::string file_of(const Exercise& exercise) { return "exercises/" + exercise.header().string(); }

}  // namespace

fs::path Student::kept_starter(const Exercise& exercise) const {
  return course_.root() / ".unroll" / "course" / "starters" / exercise.header();
}

/// As they were before anything was written into them: a copy each, made when they are seen first. What was
/// edited before that is taken from the repository, if the course is in one. Where the course says what it
/// has given out, nothing else is taken for a starter. A form that is to be filled in is none, either. Where
/// git refuses to say what was committed, none is kept.
Task<> Student::keep_starters() {
  const Origins origins(course_.root());
  bool is_asked = false;
  for (const Exercise& exercise : course_.exercises()) {
    const fs::path kept = kept_starter(exercise);
    if (fs::exists(kept) && !has_blanks(text_of(kept))) continue;
    if (!is_asked && co_await git_refuses(poller_, course_.root())) co_return;
    is_asked = true;
    Command command{{"git", "show", "HEAD:./" + file_of(exercise)}, course_.root().string()};
    std::vector<std::string> texts;
    try {
      const Outcome committed = co_await unroll::run(poller_, std::move(command));
      if (committed.exit.ok()) texts.push_back(committed.output);
    } catch (const std::system_error&) {
      // There is no git here.
    }
    if (fs::is_regular_file(course_.starter(exercise))) texts.push_back(text_of(course_.starter(exercise)));
    const auto given = std::find_if(texts.begin(), texts.end(), [&](const std::string& text) {
      if (has_blanks(text)) return false;
      return !origins.know(exercise.header()) || origins.has(exercise.header(), text);
    });
    if (given != texts.end()) write_file(kept, *given);
  }
}

std::string Student::given_starter(const Exercise& exercise) const {
  const fs::path kept = kept_starter(exercise);
  std::string text = fs::exists(kept) ? text_of(kept) : "";
  if (!text.empty() && !has_blanks(text)) return text;
  const fs::path here = course_.starter(exercise);
  if (fs::is_regular_file(here) && has_blanks(text_of(here)))
    throw Refused(file_of(exercise) + " has blanks (____), and is no starter yet. ./unroll verify " +
                  course_.word_for(exercise) + " names them");
  throw Refused("nobody knows here what " + file_of(exercise) +
                " was at first. ./unroll update DIR, with a copy of the course, brings it");
}

}  // namespace unroll::course
