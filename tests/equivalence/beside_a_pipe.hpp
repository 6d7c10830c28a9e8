#pragma once

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "06_io/stream.hpp"

namespace unroll::equivalence {

/// The kernel is asked at every turn, and bytes trickle through a pipe beside the program. Time still jumps.
struct BesideAPipe {
  BesideAPipe() : writing_(start(loop, trickle(), "writing")), reading_(start(loop, read(), "reading")) {}

  Loop loop;
  FakeClock clock;
  Poller poller{loop, clock};
  Timers& timers = poller.timers();

 private:
  Task<> trickle() {
    for (int i = 0; i != 5; ++i) {
      co_await pipe_.in.write_all("x");
      co_await sleep_for(timers, std::chrono::microseconds(1700));
    }
    pipe_.in.close();
  }
  Task<> read() { (void)co_await pipe_.out.read_all(); }

  Pipe pipe_ = make_pipe(poller);
  Future<void> writing_;
  Future<void> reading_;
};

}  // namespace unroll::equivalence
