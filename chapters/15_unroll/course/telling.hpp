#pragma once

#include <iosfwd>
#include <string>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/verdict.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {

/// What a student is told of a verdict: the word, the promise that was broken, their place first, what
/// happened, and where all of it stands. `log` relative to the course.
void tell(std::ostream& out, const Paint& paint, const Exercise& exercise, const Verdict& verdict,
          const std::string& variant, const std::string& log);

/// `FirstLoop.RunsAJobOnce` as words: "First loop: runs a job once".
std::string promise_of(const std::string& test);

/// The sentence of the manifest for such a failure; empty if it has none.
std::string sentence_for(const Exercise& exercise, const std::string& test, const std::string& verdict);

}  // namespace unroll::course
