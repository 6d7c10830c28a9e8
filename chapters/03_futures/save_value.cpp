// A database that takes five seconds, in futures. The answer is a value: it can be returned, kept, waited for
// together with others. Errors travel beside it, to whoever wants them.
#include <functional>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Future<std::string> save_result_to_db(Timers& timers, std::string value) {
  say(timers.clock(), "running database processes");
  return sleep_for(timers, 5s).then([value] {
    if (value.size() > 20) throw std::length_error("value too long");
    return "Return " + value + " + modified value";
  });
}

void print_response(Timers& timers, const std::string& response) {
  say(timers.clock(), "Response from database: " + response);
}

void print_error(Timers& timers, const std::string& why) {
  say(timers.clock(), "No response from database: " + why);
}

Future<void> save_value(Timers& timers, std::string value) {
  say(timers.clock(), "Saving " + value + " to database");
  return save_result_to_db(timers, value).then([&timers](std::string response) {
    print_response(timers, response);
  });
}

Future<void> once(Timers& timers) { return save_value(timers, "Hello World"); }

Future<void> two_at_once(Timers& timers) {
  return all(timers.loop(), Several{save_value(timers, "Hello"), save_value(timers, "World")});
}

/// A `catch` that stands behind what it guards.
Future<void> print_if_failed(Timers& timers, Future<void> saving) {
  return std::move(saving).then([&timers](Future<void> saved) {
    try {
      saved.get();
    } catch (const std::exception& failure) {
      print_error(timers, failure.what());
    }
  });
}

Future<void> with_an_error(Timers& timers) {
  return print_if_failed(timers, save_value(timers, "Hello World and all who live in it"));
}

/// Whichever comes first; `any` destroys the other, and so calls it off.
Future<void> with_a_timeout(Timers& timers, Duration limit) {
  Future<void> saved = print_if_failed(timers, save_value(timers, "Hello World"));
  Future<void> late = sleep_for(timers, limit).then([&timers] { print_error(timers, "timed out"); });
  return any(timers.loop(), Several{std::move(saved), std::move(late)});
}

void scenario(const char* title, std::function<Future<void>(Timers&)> run) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::cout << title << '\n';
  Future<void> ended = run(timers);
  loop.run();
  ended.get();
  say(clock, "end");
}

int main() {
  scenario("once", once);
  scenario("two at once", two_at_once);
  scenario("with an error", with_an_error);
  scenario("with a timeout of 3 s", [](Timers& timers) { return with_a_timeout(timers, 3s); });
  scenario("with a timeout of 7 s", [](Timers& timers) { return with_a_timeout(timers, 7s); });
}
