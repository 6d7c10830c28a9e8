#include "worlds/with_callbacks.hpp"

namespace unroll::worlds {
namespace {

const Known<WithCallbacks> with_callbacks_is_known;

}  // namespace
}  // namespace unroll::worlds
