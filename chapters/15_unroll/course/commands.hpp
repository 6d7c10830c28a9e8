#pragma once

namespace unroll::course {

/// The course runner, from its arguments to its exit status.
int run_course(int argc, char** argv);

}  // namespace unroll::course
