// Wrong: a prediction comes true if the program is changed: whoever does not work is not late.
// Caught by: WhichTime.TheProgramIsStillTheSame (wrong value)
#pragma once

// What does this program print, in which order, and at which second? Who guesses wrong here waits in vain, or
// is called when he thought that nobody would call any more.
//
// Contract
// - `program` stays as it is.
// - `prediction` holds the lines that it prints, in their order, and no line that it never prints.

#include <functional>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"

namespace unroll {

inline void program(const std::function<void(std::string)>& print) {
  using namespace std::chrono_literals;
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const auto say = [&](const std::string& letter) {
    print(letter + " at " + std::to_string(clock.now().time_since_epoch() / 1s));
  };

  Callback a = timers.call_later(3s, [&] { say("A"); });
  Callback b = timers.call_later(1s, [&] {
    say("B");
    a = timers.call_later(2s, [&] { say("C"); });
  });
  Callback d = timers.call_later(1s, [&] { say("D"); });
  Callback f;
  Callback e = timers.call_later(5s, [&] {
    say("E");
    f.call_off();
  });
  f = timers.call_later(5s, [&] { say("F"); });
  {
    Callback g = timers.call_later(2s, [&] { say("G"); });
  }
  Callback h = timers.call_later(0s, [&] { say("H"); });
  loop.post([&] { say("I"); });
  say("J");
  loop.run();
}

inline const std::vector<std::string> prediction = {
    "J at 0", "I at 0", "H at 0", "B at 1", "D at 1", "C at 3", "E at 5",
};

}  // namespace unroll
