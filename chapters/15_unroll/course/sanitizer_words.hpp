#pragma once

#include <string>
#include <vector>

#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// What a sanitizer has found, in one plain sentence, with those of its frames that a student can read.
struct Finding {
  Verdict::Kind kind = Verdict::Kind::undefined;
  std::string text;
  std::string where;
};

/// Whether it could not look for leaks, for somebody traces the program or nobody may: such a report is no
/// finding, and no proof that there is none.
bool cannot_look_for_leaks(const std::string& report);

/// `own`: the student's file, as it is named in errors.
Finding finding_in(const std::string& report, const std::string& own);

/// Of a list of places the first in the student's file, or the first in the test's or the toolkit's.
std::string own_place(const std::vector<std::string>& places, const std::string& own);

}  // namespace unroll::course
