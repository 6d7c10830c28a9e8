#pragma once

#include <optional>
#include <string>

#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// An error that left a test, and a question that a test asked, without the words that GoogleTest puts round
/// them.
std::string plain_failure(const std::string& said);

/// By which signal, and what that mostly means.
std::string ended_by(int signal);
/// The same, where no function is at the address that was called.
std::string ended_by_call(int signal);

/// Whether a signal is all that is known of how a program ended, so that a sanitizer may say more.
bool knows_only_the_signal(const Verdict& verdict);

/// The verdict that a test has found itself: `[wrong order]`. Only what the support of the tests writes
/// counts, and only where that stands: a student's words may hold anything.
std::optional<Verdict::Kind> kind_in(const std::string& said);

}  // namespace unroll::course
