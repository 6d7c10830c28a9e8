// Wrong: a prediction comes true if the program is changed: all is done at seven.
// Caught by: TwoWorkers.TheProgramIsStillTheSame (wrong value)
#pragma once

// Five dishes that block their cook, and a pool of two. Without knowing how a pool hands out its work you
// cannot say how many workers it needs. Write down what is said, line by line, before you run it.
//
// Contract
// - `prediction` has a line for each that `kitchen` says, in its order: who begins at which minute, and when
//   all is done.
// - `kitchen` stays as it is.
// - A prediction is written down before: it stays constexpr, and no program says it.

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "07_threads/pool.hpp"
#include "07_threads/stage.hpp"

namespace unroll {

/// The threads are real, the minutes are played (stage.hpp): it says the same every time.
inline std::vector<std::string> kitchen() {
  struct Dish {
    std::string name;
    std::chrono::minutes takes;
  };
  using std::chrono::minutes;
  const std::vector<Dish> dishes{{"soup", minutes(3)},
                                 {"salad", minutes(1)},
                                 {"roast", minutes(4)},
                                 {"bread", minutes(1)},
                                 {"cake", minutes(3)}};
  std::vector<std::string> said;
  Stage stage(2, dishes.size());
  const auto say = [&](const std::string& what) {
    const auto minute = std::chrono::duration_cast<minutes>(stage.now().time_since_epoch());
    said.push_back("minute " + std::to_string(minute.count()) + ": " + what);
  };
  Pool cooks(2);
  for (std::size_t i = 0; i != dishes.size(); ++i) {
    (void)cooks.post(Job([&, i] {
      Stage::Actor cook(stage, i);
      say(dishes[i].name);
      cook.sleep_for(dishes[i].takes);
    }));
  }
  cooks.drain_and_wait();
  say("all is done");
  return said;
}

inline constexpr auto prediction = std::to_array<std::string_view>({
    "minute 0: soup",         // 1
    "minute 0: salad",        // 2
    "minute 1: roast",        // 3
    "minute 3: bread",        // 4
    "minute 4: cake",         // 5
    "minute 7: all is done",  // 6
});

}  // namespace unroll
