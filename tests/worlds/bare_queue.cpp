#include "worlds/known.hpp"

namespace unroll::worlds {
namespace {

/// Nothing but chapter 1.
struct BareQueue {
  static constexpr const char* name = "BareQueue";
  static constexpr int made_of = 1;
  static constexpr int suites_up_to = 1;
  static constexpr bool virtual_time = true;  // it has no time that could be late
  static constexpr Duration unit{};

  Loop loop;

  void run() { loop.run(); }
};

const Known<BareQueue> bare_queue_is_known;

}  // namespace
}  // namespace unroll::worlds
