#pragma once

#include "06_io/stream.hpp"
#include "worlds/with_time.hpp"

namespace unroll::worlds {

/// Time as it is, and waiting is done by the kernel.
struct OnPoller {
  static constexpr const char* name = "OnPoller";
  static constexpr int made_of = 6;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = false;
  static constexpr Duration unit = std::chrono::microseconds(50);

  Loop loop;
  Poller clock{loop};
  Timers& timers = clock.timers();

  void run() { loop.run(); }
};

/// The same beside a pipe through which bytes trickle.
struct WithPipe : OnPoller {
  static constexpr const char* name = "WithPipe";

  WithPipe() : at_work_(start(loop, trickle(), "trickle")), reading_(start(loop, read(), "read")) {}

 private:
  Task<> trickle() {
    for (int i = 0; i != 20; ++i) {
      co_await pipe_.in.write_all("x");
      co_await sleep_for(timers, unit * 3 / 7);
    }
    pipe_.in.close();
  }
  Task<> read() { (void)co_await pipe_.out.read_all(); }

  Pipe pipe_ = make_pipe(clock);
  Future<void> at_work_;
  Future<void> reading_;
};

}  // namespace unroll::worlds
