#include "worlds/with_callbacks.hpp"

namespace unroll::worlds {
namespace {

const Known<WithCallbacks> known;

}  // namespace
}  // namespace unroll::worlds
