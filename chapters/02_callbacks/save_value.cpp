// A database that takes five seconds, in callbacks. Whoever asks hands over what to do with the answer, and
// must keep what it gets back: the right to call it off.
#include <exception>
#include <functional>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

using namespace std::chrono_literals;
using namespace unroll;

using Answer = std::function<void(std::exception_ptr error, std::string response)>;

Callback save_result_to_db(Timers& timers, std::string value, Answer answer) {
  say(timers.clock(), "running database processes");
  return timers.call_later(5s, [value, answer] {
    if (value.size() > 20) return answer(std::make_exception_ptr(std::length_error("value too long")), "");
    answer(nullptr, "Return " + value + " + modified value");
  });
}

void print_response(Timers& timers, const std::string& response) {
  say(timers.clock(), "Response from database: " + response);
}

void print_error(Timers& timers, const std::string& why) {
  say(timers.clock(), "No response from database: " + why);
}

Callback save_value(Timers& timers, std::string value, std::function<void(std::exception_ptr)> saved) {
  say(timers.clock(), "Saving " + value + " to database");
  return save_result_to_db(timers, value, [&timers, saved](std::exception_ptr error, std::string response) {
    if (error == nullptr) print_response(timers, response);
    saved(error);
  });
}

void once(Timers& timers) {
  Callback saving = save_value(timers, "Hello World", [](std::exception_ptr) {});
  timers.loop().run();
}

void two_at_once(Timers& timers) {
  Callback one = save_value(timers, "Hello", [](std::exception_ptr) {});
  Callback two = save_value(timers, "World", [](std::exception_ptr) {});
  timers.loop().run();
}

/// What a `catch` would say in three words.
void print_if_failed(Timers& timers, std::exception_ptr error) {
  try {
    if (error != nullptr) std::rethrow_exception(error);
  } catch (const std::exception& failure) {
    print_error(timers, failure.what());
  }
}

void with_an_error(Timers& timers) {
  Callback saving = save_value(timers, "Hello World and all who live in it",
                               [&](std::exception_ptr error) { print_if_failed(timers, error); });
  timers.loop().run();
}

/// Two callbacks that must know each other: whichever comes first calls the other off.
void with_a_timeout(Timers& timers, Duration limit) {
  Callback too_late;
  Callback saving = save_value(timers, "Hello World", [&](std::exception_ptr error) {
    too_late.call_off();
    print_if_failed(timers, error);
  });
  too_late = timers.call_later(limit, [&] {
    saving.call_off();
    print_error(timers, "timed out");
  });
  timers.loop().run();
}

void scenario(const char* title, std::function<void(Timers&)> run) {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  std::cout << title << '\n';
  run(timers);
  say(clock, "end");
}

int main() {
  scenario("once", once);
  scenario("two at once", two_at_once);
  scenario("with an error", with_an_error);
  scenario("with a timeout of 3 s", [](Timers& timers) { with_a_timeout(timers, 3s); });
  scenario("with a timeout of 7 s", [](Timers& timers) { with_a_timeout(timers, 7s); });
}
