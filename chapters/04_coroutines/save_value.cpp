// A database that takes five seconds, in coroutines. Waiting is a word; `try`, `catch` and `return` mean
// again what they always meant.
#include <functional>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<std::string> save_result_to_db(Timers& timers, std::string value) {
  say(timers.clock(), "running database processes");
  co_await sleep_for(timers, 5s);
  if (value.size() > 20) throw std::length_error("value too long");
  co_return "Return " + value + " + modified value";
}

void print_response(Timers& timers, const std::string& response) {
  say(timers.clock(), "Response from database: " + response);
}

void print_error(Timers& timers, const std::string& why) {
  say(timers.clock(), "No response from database: " + why);
}

Task<> save_value(Timers& timers, std::string value) {
  say(timers.clock(), "Saving " + value + " to database");
  print_response(timers, co_await save_result_to_db(timers, value));
}

Task<> once(Timers& timers) { co_await save_value(timers, "Hello World"); }

Task<> two_at_once(Timers& timers) {
  Loop& loop = timers.loop();
  co_await all(loop, Several{start(loop, save_value(timers, "Hello"), "hello"),
                             start(loop, save_value(timers, "World"), "world")});
}

Task<> print_if_failed(Timers& timers, Task<> saving) {
  try {
    co_await std::move(saving);
  } catch (const std::exception& failure) {
    print_error(timers, failure.what());
  }
}

Task<> with_an_error(Timers& timers) {
  co_await print_if_failed(timers, save_value(timers, "Hello World and all who live in it"));
}

Task<> time_out(Timers& timers, Duration limit) {
  co_await sleep_for(timers, limit);
  print_error(timers, "timed out");
}

/// Whichever comes first; `any` destroys the other, and so calls it off.
Task<> with_a_timeout(Timers& timers, Duration limit) {
  Loop& loop = timers.loop();
  co_await any(loop,
               Several{start(loop, print_if_failed(timers, save_value(timers, "Hello World")), "saving"),
                       start(loop, time_out(timers, limit), "limit")});
}

void scenario(const char* title, std::function<Task<>(Timers&)> run) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::cout << title << '\n';
  sync_wait(loop, run(timers), title);
  loop.run();
  say(clock, "end");
}

int main() {
  scenario("once", once);
  scenario("two at once", two_at_once);
  scenario("with an error", with_an_error);
  scenario("with a timeout of 3 s", [](Timers& timers) { return with_a_timeout(timers, 3s); });
  scenario("with a timeout of 7 s", [](Timers& timers) { return with_a_timeout(timers, 7s); });
}
