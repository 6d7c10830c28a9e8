#include "beside_a_pipe.hpp"
#include "scopes.hpp"
#include "stages.hpp"

namespace unroll::equivalence {

// The kernel brings no new words for this language: it is the program of chapter 5, beside a pipe.
Run run_06_io(const Program& program) { return run_all<scopes::run, BesideAPipe>(program); }

bool drop_06_io(const Program& program, std::size_t jobs) {
  return drop_all<scopes::run, BesideAPipe>(program, jobs);
}

}  // namespace unroll::equivalence
