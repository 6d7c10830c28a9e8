#include "08_monitor/quiet_kitchen.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

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
  long milliseconds() const {
    return static_cast<long>(
        std::chrono::duration_cast<std::chrono::milliseconds>(clock.now().time_since_epoch()).count());
  }
  long seconds() const { return milliseconds() / 1000; }

  std::string told;
  bool is_over = false;
  int jobs = 0;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  Seen seen;
  Seen to_the_millisecond;
  Kitchen kitchen{timers, clock, [this](const std::string& line) {
                    seen(line);
                    to_the_millisecond(line + " at " + std::to_string(milliseconds()) + " ms");
                  }};
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

TEST_F(QuietKitchen, ItIsServedWhenTheSoupIsReady) {
  have_dinner();
  EXPECT_TRUE(in_order(to_the_millisecond, {"the table is laid at 1000 ms", "the soup is ready at 2000 ms",
                                            "it is served at 2000 ms"}))
      << "each at its time, and the soup is served when it is ready, not when it should be";
}

/// Counts who waits for a time while it lives, and keeps the most of each of the first two seconds.
class Waiting {
 public:
  explicit Waiting(const FakeClock& clock) {
    clock_ = &clock;
    now_ = 0;
    most_ = {};
    before_ = std::exchange(trace::sink, count);
  }
  Waiting(const Waiting&) = delete;
  Waiting& operator=(const Waiting&) = delete;
  ~Waiting() { trace::sink = before_; }
  int most_in(std::size_t second) const { return most_[second]; }

 private:
  static void count(const trace::Step& step) {
    if (step.verb == trace::Verb::fire) --now_;
    if (step.verb == trace::Verb::arm) {
      int& most = most_[clock_->now() < TimePoint(std::chrono::seconds(1)) ? 0 : 1];
      most = std::max(most, ++now_);
    }
    before_(step);
  }
  inline static const FakeClock* clock_ = nullptr;
  inline static int now_ = 0;
  inline static std::array<int, 2> most_{};
  inline static trace::Sinks before_;
};

TEST_F(QuietKitchen, WhoWaitsForSomebodySetsNoAlarm) {
  const Waiting waiting(clock);
  have_dinner();
  EXPECT_LE(waiting.most_in(0), 2) << "the table and the soup take their time; who waits at the pot is told";
  EXPECT_LE(waiting.most_in(1), 1)
      << "the table is laid, so only the soup takes time; who waits at the pot is told";
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
