#include "worlds/with_futures.hpp"

namespace unroll::worlds {
namespace {

const Known<WithFutures> known;

}  // namespace
}  // namespace unroll::worlds
