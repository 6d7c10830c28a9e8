#include "worlds/with_futures.hpp"

namespace unroll::worlds {
namespace {

const Known<WithFutures> with_futures_is_known;

}  // namespace
}  // namespace unroll::worlds
