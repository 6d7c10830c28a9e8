// Wrong: nobody keeps the promise that a task waits for.
// Caught by: Verdict.ThePromise (lost wake-up)
// Says: started at
#pragma once

#include "04_coroutines/start.hpp"
#include "check.hpp"

namespace unroll {

inline Task<> wait(Future<void> future, bool& done) {
  co_await std::move(future);
  done = true;
}

inline void subject() {
  Loop loop;
  Promise<void> promise(loop);
  bool done = false;
  const auto started = start(loop, wait(promise.get_future(), done), "the waiter");
  loop.run();
  EXPECT_TRUE(done);
}

}  // namespace unroll
