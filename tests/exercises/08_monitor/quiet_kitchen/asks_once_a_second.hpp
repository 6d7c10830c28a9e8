// Wrong: to ask once a second is as good as not to ask.
// Caught by: QuietKitchen.WhoWaitsForSomebodySetsNoAlarm (wrong value)
#pragma once

// A dinner with three faults. Each looks harmless, and a monitor names it with its line: run the test, read
// what the monitor said, and mend one after the other until it has nothing to say.
//
// Contract
// - `dinner` lays the table, boils the soup and waits at the pot, all at the same time: after one second the
//   table is laid, after two the soup is ready, and then it is served. It ends when all is done.
// - Nobody holds up the loop, and nobody asks again and again: who waits is told.
// - A monitor has nothing to report.
// - `Kitchen` is made from the same three things, and says the same three lines.

#include <chrono>
#include <functional>
#include <string>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"

namespace unroll {

class Kitchen {
 public:
  using Say = std::function<void(std::string)>;
  Kitchen(Timers& timers, FakeClock&, Say say)
      : timers_(timers), say_(std::move(say)) {}

  Task<> dinner() {
    Scope kitchen(timers_.loop());
    kitchen.spawn(lay_the_table(), "table");
    kitchen.spawn(serve(), "waiter");
    kitchen.spawn(boil(), "cook");
    co_await kitchen.join();
  }

 private:
  Task<> lay_the_table() {
    co_await sleep_for(timers_, std::chrono::seconds(1));
    say_("the table is laid");
  }

  Task<> boil() {
    co_await sleep_for(timers_, std::chrono::seconds(2));
    say_("the soup is ready");
    is_ready_ = true;
  }

  Task<> serve() {
    while (!is_ready_) co_await sleep_for(timers_, std::chrono::seconds(1));
    say_("it is served");
  }

  Timers& timers_;
  Say say_;
  bool is_ready_ = false;
};

}  // namespace unroll
