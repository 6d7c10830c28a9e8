// Wrong: a prediction comes true if the program is changed: 90 ms once are nothing.
// Caught by: WhatItSays.TheProgramIsStillTheSame (wrong value)
#pragma once

// Seven evenings in a kitchen, and a monitor. Who cannot say what it reports, and what it does not, reads its
// silence as "all is well". Write down a line for each evening before you run it.
//
// Contract
// - `prediction` has a line for each evening, in their order: its number, and what is reported: slow, lag,
//   starved, busy, polling, stalled, never awaited, lost error, or nothing.
// - `kitchen` stays as it is. (The limits are those of chapters/08_monitor/figures.hpp.)
// - A prediction is written down before: it stays constexpr, and no program says it.

#include <array>
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "04_coroutines/task.hpp"
#include "08_monitor/monitor.hpp"

namespace unroll {

inline Task<> toast() { co_return; }

inline std::vector<std::string> kitchen() {
  using std::chrono::milliseconds;
  using std::chrono::seconds;
  std::vector<std::string> said;
  std::string reported;
  const monitor::Monitor watch([&](const monitor::Report& report) {
    if (!reported.empty()) reported += " and ";
    reported += monitor::Report::words[static_cast<std::size_t>(report.kind)];
  });
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const auto chop = [&](int times, milliseconds each) {
    for (int i = 0; i != times; ++i) loop.post(Job([&clock, each] { clock.advance(each); }));
  };
  const auto wait = [&](seconds time) {
    const Callback rest = timers.call_later(time, Job([] {}));
    loop.run();
  };
  const auto evening_is_over = [&] {
    said.push_back(std::to_string(said.size() + 1) + ": " + (reported.empty() ? "nothing" : reported));
    reported.clear();
    wait(seconds(3600));
  };

  chop(1, milliseconds(90));  // 1: one job of 90 ms
  loop.run();
  evening_is_over();

  chop(12, milliseconds(90));  // 2: twelve jobs of 90 ms in a row
  loop.run();
  evening_is_over();

  for (int i = 0; i != 12; ++i) {  // 3: the same, and the loop waits for a second behind each
    chop(1, milliseconds(90));
    loop.run();
    wait(seconds(1));
  }
  evening_is_over();

  chop(200, milliseconds(9));  // 4: two hundred jobs of 9 ms in a row
  loop.run();
  evening_is_over();

  chop(300, milliseconds(9));  // 5: three hundred of them
  loop.run();
  evening_is_over();

  chop(1, milliseconds(1));  // 6: main itself works for 5 s before it runs the loop
  loop.run();
  clock.advance(seconds(5));
  chop(1, milliseconds(1));
  loop.run();
  evening_is_over();

  { const Task<> forgotten = toast(); }  // 7: a task that nobody awaits
  evening_is_over();
  return said;
}

inline constexpr auto prediction = std::to_array<std::string_view>({
    "1: nothing",        //
    "2: lag",            //
    "3: nothing",        //
    "4: nothing",        //
    "5: starved",        //
    "6: nothing",        //
    "7: never awaited",  //
});

}  // namespace unroll
