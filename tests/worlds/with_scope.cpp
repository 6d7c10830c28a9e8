#include "worlds/with_scope.hpp"

namespace unroll::worlds {
namespace {

const Known<WithScope> with_scope_is_known;

}  // namespace
}  // namespace unroll::worlds
