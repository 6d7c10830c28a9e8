// Wrong: what compiles and ends is right.
// Caught by: AllOrNothing.RefusesAnEndBeforeTheLastHasEnded (wrong value)
#pragma once

// Somebody has written `together`, which runs tasks as a group. Is it right? With a sleep and a good feeling
// nobody knows. Write the test: it believes nothing, and needs no real second.
//
// What `together(loop, tasks)` promises: the task that it brings, once awaited or started,
// 1. lets all of `tasks` run at the same time;
// 2. ends when the last of them has ended; if there are none, it ends too;
// 3. brings the error of the first that fails;
// 4. then stops the others at that same time of the clock;
// 5. and ends only when the others are gone, with their clean-ups.
//
// Contract
// - `what_is_wrong_with` brings an empty text for a `together` that keeps all five, however it does that.
// - For one that breaks any of them it brings a sentence that says what went wrong. What it throws is such a
//   sentence too.
// - It waits for no real time.

#include <algorithm>
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

namespace unroll {

using Together = std::function<Task<>(Loop&, std::vector<Task<>>)>;

inline std::string what_is_wrong_with(const Together& together) {
  Loop loop;
  sync_wait(loop, together(loop, {}));
  return "";
}

}  // namespace unroll
