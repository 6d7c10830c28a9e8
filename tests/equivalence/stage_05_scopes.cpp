#include "scopes.hpp"
#include "stages.hpp"

namespace unroll::equivalence {

Run run_05_scopes(const Program& program) { return run_all<scopes::run>(program); }

bool drop_05_scopes(const Program& program, std::size_t jobs) { return drop_all<scopes::run>(program, jobs); }

}  // namespace unroll::equivalence
