// Wrong: an error has come, so it is the one that was thrown.
// Caught by: AllOrNothing.RefusesAnErrorThatIsNotThatOfTheFirst (wrong value)
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

/// A world in which nothing takes real time, and what has happened in it.
struct Trial {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  int here = 0;  // tasks that have begun and are not gone
  int most_here = 0;
  int done = 0;
};

struct Present {
  Trial& trial;
  ~Present() { --trial.here; }
};

inline Task<> worker(Trial& trial, Duration takes, bool fails = false) {
  const Present present{trial};
  trial.most_here = std::max(trial.most_here, ++trial.here);
  co_await sleep_for(trial.timers, takes);
  if (fails) throw std::runtime_error("first");
  ++trial.done;
}

/// How many were still there when the error arrived; less than none if no error did.
inline Task<int> left_at_the_error(Trial& trial, Task<> group) {
  try {
    co_await std::move(group);
  } catch (...) {
    co_return trial.here;
  }
  co_return -1;
}

inline std::string wrong_when_all_is_well(const Together& together) {
  using namespace std::chrono_literals;
  Trial trial;
  std::vector<Task<>> tasks;
  for (const Duration takes : {3s, 1s, 2s}) tasks.push_back(worker(trial, takes));
  sync_wait(trial.loop, together(trial.loop, std::move(tasks)));
  if (trial.most_here != 3) return "they do not run at the same time";
  if (trial.done != 3 || trial.here != 0) return "it ends before the last of them has ended";
  if (trial.clock.now() != TimePoint(3s)) return "it takes longer than the longest of them";
  return "";
}

inline std::string wrong_in_failure(const Together& together) {
  using namespace std::chrono_literals;
  Trial trial;
  std::vector<Task<>> tasks;
  tasks.push_back(worker(trial, 5s));
  tasks.push_back(worker(trial, 1s, true));
  tasks.push_back(worker(trial, 3s));
  const int left = sync_wait(trial.loop, left_at_the_error(trial, together(trial.loop, std::move(tasks))));
  if (left < 0) return "the error does not arrive";
  if (left > 0) return "others are still there when the error arrives";
  if (trial.done != 0 || trial.clock.now() != TimePoint(1s)) return "the others run on after the error";
  return "";
}

inline std::string what_is_wrong_with(const Together& together) {
  Trial nobody;
  sync_wait(nobody.loop, together(nobody.loop, {}));
  const std::string wrong = wrong_when_all_is_well(together);
  return wrong.empty() ? wrong_in_failure(together) : wrong;
}

}  // namespace unroll
