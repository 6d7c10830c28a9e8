#include <unistd.h>

#include <cstdio>
#include <thread>

#include "03_futures/sleep_for.hpp"
#include "06_io/io_test.hpp"

namespace unroll {
namespace {

/// Time jumps while the kernel has nothing to say.
struct PollerInVirtualTime : testing::Test {
  Task<> note_read(std::string name) {
    std::string line = co_await pipe.out.read_until("\n");
    steps.push_back(name + " at " + std::to_string(clock.now().time_since_epoch() / 1s));
  }
  Task<> note_sleep(std::string name, Duration time) {
    co_await sleep_for(poller.timers(), time);
    steps.push_back(name + " at " + std::to_string(clock.now().time_since_epoch() / 1s));
  }
  Task<> write_line_after(Duration time) {
    co_await sleep_for(poller.timers(), time);
    co_await pipe.in.write_all("line\n");
  }

  Task<> note_greeting(std::string name, Duration time, Address address) {
    Stream stream = co_await connect_to(poller, std::move(address));
    co_await sleep_for(poller.timers(), time);
    if (!name.empty()) co_await stream.write_all(name + "\n");
    const std::string answer = co_await stream.read_all();
    steps.push_back(answer.empty() ? "nothing" : answer.substr(0, answer.size() - 1));
    steps.back() += " at " + std::to_string(clock.now().time_since_epoch() / 1s);
  }

  Loop loop;
  FakeClock clock;
  Poller poller{loop, clock};
  Pipe pipe = make_pipe(poller);
  Steps steps;
};

TEST_F(PollerInVirtualTime, JumpsToWhatIsDueNextWhileNothingIsReady) {
  Scope scope(loop);
  scope.spawn(note_sleep("second", 2h));
  scope.spawn(note_sleep("first", 1h));
  scope.spawn(note_read("never"));
  while (steps.size() != 2) ASSERT_TRUE(loop.run_one());
  EXPECT_EQ(steps, (Steps{"first at 3600", "second at 7200"}));
}

TEST_F(PollerInVirtualTime, DoesNotJumpPastWhatIsReady) {
  ASSERT_EQ(::write(pipe.in.fd(), "line\n", 5), 5);
  Scope scope(loop);
  scope.spawn(note_sleep("timer", 1s));
  scope.spawn(note_read("line"));
  loop.run();
  EXPECT_EQ(steps, (Steps{"line at 0", "timer at 1"}));
}

TEST_F(PollerInVirtualTime, WhatIsWrittenAtATimeIsReadAtThatTime) {
  Scope scope(loop);
  scope.spawn(note_read("line"));
  scope.spawn(write_line_after(5s));
  scope.spawn(note_sleep("timer", 6s));
  loop.run();
  EXPECT_EQ(steps, (Steps{"line at 5", "timer at 6"}));
}

TEST_F(PollerInVirtualTime, ATimeLimitOfAnHourTakesNone) {
  Future<void> limited = with_timeout(poller.timers(), 1h, note_read("never"));
  loop.run();
  EXPECT_THROW(limited.get(), TimedOut);
  EXPECT_EQ(clock.now(), TimePoint(1h));
  EXPECT_EQ(steps, Steps{});
}

Task<> greets(Poller& poller, Stream guest) {
  Future<std::string> name = with_timeout(poller.timers(), 1h, guest.read_until("\n"));
  try {
    co_await guest.write_all("hello " + co_await std::move(name));
  } catch (const TimedOut&) {
    // he is dropped with the stream
  }
}
Task<> serves_two(Poller& poller, Listener& listener) {
  Scope guests(poller.loop());
  for (int i = 0; i != 2; ++i) guests.spawn(greets(poller, co_await listener.accept()));
  co_await guests.join();
}

TEST_F(PollerInVirtualTime, AServerItsClientsAndATimeLimitOfAnHourTakeNone) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Scope all(loop);
  all.spawn(serves_two(poller, listener));
  all.spawn(note_greeting("Ada", 59min, listener.address()));
  all.spawn(note_greeting("", 0min, listener.address()));
  loop.run();
  EXPECT_EQ(steps, (Steps{"hello Ada at 3540", "nothing at 3600"}));
}

TEST_F(PollerInVirtualTime, WaitsInRealTimeWhenOnlyADescriptorIsWaitedFor) {
  // Not by `write`: the switch under the system calls is for one thread.
  std::thread elsewhere([fd = pipe.in.fd()] { EXPECT_EQ(::dprintf(fd, "line\n"), 5); });
  sync_wait(loop, note_read("line"));
  elsewhere.join();
  EXPECT_EQ(steps, Steps{"line at 0"});
}

}  // namespace
}  // namespace unroll
