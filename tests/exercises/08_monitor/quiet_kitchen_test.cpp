#include "08_monitor/quiet_kitchen.hpp"

#include <string>

#include "08_monitor/monitor.hpp"
#include "check.hpp"

namespace {

using namespace unroll;
using check::in_order;
using check::Seen;

/// An evening of at most 10,000 jobs, watched.
struct QuietKitchen : testing::Test {
  QuietKitchen() {
    check::leave_alone();
    loop.on_report([](const std::string&) {});
  }

  void have_dinner() {
    const monitor::Monitor watch([this](const monitor::Report& report) {
      told += std::string(monitor::Report::words[static_cast<std::size_t>(report.kind)]) + ": " +
              report.text + "\n";
    });
    const Future<void> evening = start(loop, kitchen.dinner(), "dinner");
    while (jobs != 10'000 && loop.run_one()) ++jobs;
    if (loop.empty()) loop.run();  // it says who still waits
    is_over = evening.ready();
  }
  long seconds() const {
    return static_cast<long>(
        std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count());
  }

  std::string told;
  bool is_over = false;
  int jobs = 0;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  Seen seen;
  Kitchen kitchen{timers, clock, [this](const std::string& line) { seen(line); }};
};

TEST_F(QuietKitchen, TheMonitorHasNothingToSay) {
  have_dinner();
  EXPECT_EQ(told, "") << "each line is something to mend, and says where";
}

TEST_F(QuietKitchen, AllOfItIsDoneInItsOrder) {
  have_dinner();
  EXPECT_TRUE(in_order(seen, {"the table is laid", "the soup is ready", "it is served"}))
      << "the table after one second, the soup after two; then it is served; the monitor said:\n"
      << told;
  EXPECT_TRUE(is_over) << "dinner ends when all is done";
}

TEST_F(QuietKitchen, AllOfItIsDoneAtTheSameTime) {
  have_dinner();
  EXPECT_EQ(seconds(), 2) << "the table is laid while the soup boils";
}

TEST_F(QuietKitchen, WhoWaitsIsTold) {
  have_dinner();
  EXPECT_LT(jobs, 100) << "who waits for the soup does nothing until it is ready";
}

/// The other one begins a second later.
TEST_F(QuietKitchen, KnowsNothingOfAnother) {
  Seen other_seen;
  Kitchen other(timers, clock, [&](const std::string& line) { other_seen(line); });
  Future<void> later;
  const Callback a_second = timers.call_later(
      std::chrono::seconds(1), [&] { later = start(loop, other.dinner(), "the other dinner"); });
  have_dinner();
  EXPECT_TRUE(in_order(seen, {"the table is laid", "the soup is ready", "it is served"}))
      << "whatever is done in the other kitchen";
  EXPECT_TRUE(in_order(other_seen, {"the table is laid", "the soup is ready", "it is served"}))
      << "each waits for the soup of his own kitchen";
}

}  // namespace
