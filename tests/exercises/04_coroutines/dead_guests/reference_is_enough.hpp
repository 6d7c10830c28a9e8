// Wrong: const std::string& instead of a view: a reference keeps nothing alive in a frame.
// Caught by: DeadGuests.GreetsEachASecondLater (use after free)
#pragma once

// Everybody is greeted, a second later. The program below works in a small test of its author, and greets
// rubbish in yours: a coroutine lives on when its caller has returned, and here three things do not. Mend
// it.
//
// Contract
// - `greet_all` asks for all greetings at the same time. A second later each name is greeted, "hello " and
//   the name, in the order of `names`. Then the future is ready.
// - As soon as `greet_all` has returned, its caller may destroy whatever it gave, but the timers.
// - Destroying the future calls off what has not been said, and leaves nothing in memory.
// - Two calls at the same time know nothing of each other.

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

namespace unroll {

using Say = std::function<void(std::string)>;

inline Task<> greet(Timers& timers, const std::string& name, Say say) {
  co_await sleep_for(timers, std::chrono::seconds(1));
  say("hello " + std::string(name));
}

inline Future<void> greet_all(Timers& timers, const std::vector<std::string>& names, const Say& say) {
  std::vector<Future<void>> greetings;
  for (const std::string& name : names) greetings.push_back(start(timers.loop(), greet(timers, name, say)));
  return all(timers.loop(), std::move(greetings));
}

}  // namespace unroll
