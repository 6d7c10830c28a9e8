#pragma once

#include <cstddef>

namespace unroll::check {

/// What is watched while a test runs, so that the one who runs it can say what happened: jobs without an end,
/// loops that spin, sleeps in jobs, memory, errors that leave a thread, and, on demand, where each thread is.
/// Threads: the one that runs the tests.
void set_guards();
void begin_test();
void end_test();

}  // namespace unroll::check
