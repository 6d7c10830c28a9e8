#include "worlds/with_time.hpp"

namespace unroll::worlds {
namespace {

const Known<FakeTime> jumps;
const Known<RealTime> passes;

}  // namespace
}  // namespace unroll::worlds
