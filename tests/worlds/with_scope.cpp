#include "worlds/with_scope.hpp"

namespace unroll::worlds {
namespace {

const Known<WithScope> known;

}  // namespace
}  // namespace unroll::worlds
