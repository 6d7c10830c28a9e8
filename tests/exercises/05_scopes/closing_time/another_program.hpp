// Wrong: a prediction comes true if the program is changed: nobody is late.
// Caught by: ClosingTime.TheProgramIsStillTheSame (wrong value)
#pragma once

// An evening in a café, and its end. Who still pays, who just goes, and who never came? Say what the program
// below tells, line by line, before you run it.
//
// Contract
// - `prediction` holds the lines that `evening` tells, in their order, as many as there are.
// - The program stays as it is.
// - A prediction is written down before: it stays constexpr, and no program says it.

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"

namespace unroll::closing_time {

using namespace std::chrono_literals;
using Told = std::vector<std::string>;

struct Here {
  Told& told;
  std::string name;
  ~Here() { told.push_back(name + " goes"); }
};

inline Task<> guest(Timers& timers, Told& told, std::string name, Duration stays) {
  const Here here{told, name};
  told.push_back(name + " comes");
  co_await sleep_for(timers, stays);
  told.push_back(name + " pays");
}

inline Task<> waiter(Timers& timers, Told& told, Scope& cafe) {
  const Here here{told, "the waiter"};
  co_await sleep_for(timers, 2s);
  told.push_back("we are closing");
  cafe.cancel();
  cafe.spawn(guest(timers, told, "Dora", 1s));
  told.push_back("good night");
  co_await sleep_for(timers, 1s);
  told.push_back("the floor is swept");
}

inline Task<> evening(Timers& timers, Told& told) {
  Scope cafe(timers.loop());
  cafe.spawn(guest(timers, told, "Anna", 1s));
  cafe.spawn(waiter(timers, told, cafe));
  cafe.spawn(guest(timers, told, "Boris", 1s));
  cafe.spawn(guest(timers, told, "Clara", 3s));
  told.push_back("the door is open");
  co_await cafe.join();
  told.push_back("the lights are out");
}

inline constexpr auto prediction = std::to_array<std::string_view>({
    "the door is open",
    "Anna comes",
    "Boris comes",
    "Clara comes",
    "Anna pays",
    "Anna goes",
    "Boris pays",
    "Boris goes",
    "we are closing",
    "good night",
    "the waiter goes",
    "Clara goes",
    "the lights are out",
});

}  // namespace unroll::closing_time
