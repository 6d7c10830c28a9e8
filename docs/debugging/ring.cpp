// A callback that owns its owner: a ring, which nobody outside can let go of.
#include <chrono>
#include <memory>

#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct Order {
  Callback reminder;
};

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const auto order = std::make_shared<Order>();
  order->reminder = timers.call_later(1h, [order] {});  // the bug: the callback owns who owns it
}
