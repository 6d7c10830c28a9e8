// A database that takes five seconds, in scopes. Who waits for several, or only for so long, says just that;
// nothing is left running behind its back.
#include <functional>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"

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
  Scope both(timers.loop());
  both.spawn(save_value(timers, "Hello"), "hello");
  both.spawn(save_value(timers, "World"), "world");
  co_await both.join();
}

Task<> with_an_error(Timers& timers) {
  try {
    co_await save_value(timers, "Hello World and all who live in it");
  } catch (const std::length_error& failure) {
    print_error(timers, failure.what());
  }
}

Task<> with_a_timeout(Timers& timers, Duration limit) {
  try {
    co_await with_timeout(timers, limit, save_value(timers, "Hello World"));
  } catch (const TimedOut& failure) {
    print_error(timers, failure.what());
  }
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
