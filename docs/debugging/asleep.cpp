// Another thread posts to a loop that is asleep. Nobody wakes it: the job lies in the queue until something
// else does. The clock starts that thread when it falls asleep, so that each run is the same.
#include <functional>
#include <thread>
#include <utility>

#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

struct Sleeper final : Clock {
  FakeClock clock{};
  std::function<void()> meanwhile{};

  TimePoint now() const override { return clock.now(); }
  TimePoint wait_until(TimePoint until) override {
    if (meanwhile) std::thread(std::exchange(meanwhile, nullptr)).join();
    return clock.wait_until(until);
  }
};

int main() {
  Loop loop;
  Sleeper clock;
  Timers timers(loop, clock);
  clock.meanwhile = [&] {
    say(clock, "another thread posts a job");
    loop.post([&] { say(clock, "the job runs"); });  // the bug: not through a mailbox
  };
  const Callback alarm = timers.call_later(8s, [&] { say(clock, "the alarm rings"); });
  loop.run();
}
