#pragma once

#include "15_unroll/course/student.hpp"

namespace unroll::course {

/// `./unroll watch`: checks the exercise whenever its file is saved, and does what the keys say, in the midst
/// of a check too. Ends with `q`, at the end of its input, or with Ctrl-C; the terminal is then as it was.
/// Brings the exit status. Needs: `student` outlives the await.
Task<int> watch(Poller& poller, Student& student);

}  // namespace unroll::course
