#include "worlds/with_time.hpp"

namespace unroll::worlds {
namespace {

const Known<FakeTime> fake_time_is_known;
const Known<RealTime> real_time_is_known;

}  // namespace
}  // namespace unroll::worlds
