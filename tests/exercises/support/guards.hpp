#pragma once

#include <cstddef>
#include <string_view>

namespace unroll::check {

/// What is watched while a test runs, so that the one who runs it can say what happened: jobs without an end,
/// loops that spin, sleeps, memory, errors that leave a thread, and, on demand, where each thread is.
/// Threads: the one that runs the tests.
void set_guards();
void begin_test();
std::size_t end_test();  // how many failures there were

/// That the thread of the tests has not slept, of a test that has not looked itself. When it ends.
void expect_that_nobody_was_blocked();

/// Whether this one is to be told: those of a loop without an end are not. Of one that goes on and on the
/// program ends there, and says so.
bool count_failure(std::string_view text);

}  // namespace unroll::check
