// Four siblings, of whom one may fail; then the others are to stop. `all` would wait for them; so `any` is
// turned upside down: it looks for the first failure, and destroys the others.
#include <functional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "02_callbacks/say.hpp"
#include "03_futures/any.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

/// What every sibling must do before it goes, however it ends.
class TidyUp {
 public:
  TidyUp(const Clock& clock, std::string name) : clock_(clock), name_(std::move(name)) {}
  TidyUp(TidyUp&& other) noexcept : clock_(other.clock_), name_(std::exchange(other.name_, {})) {}
  ~TidyUp() {
    if (!name_.empty()) say(clock_, name_ + " tidies up");
  }

 private:
  const Clock& clock_;
  std::string name_;  // empty once moved away
};

Future<void> sibling(Timers& timers, std::string name, Duration work, bool fails) {
  say(timers.clock(), name + " begins");
  auto finish = [&timers, name, fails, tidy_up = TidyUp(timers.clock(), name)]() mutable {
    const TidyUp now = std::move(tidy_up);  // when this function ends, not when its future dies
    say(timers.clock(), name + (fails ? " fails" : " is done"));
    if (fails) throw std::runtime_error(name + " failed");
  };
  return sleep_for(timers, work).then(std::move(finish));
}

struct AllIsWell {};

/// Success and failure exchanged: brings what went wrong, and fails if nothing did.
Future<std::string> failure_of(Future<void> sibling) {
  return std::move(sibling).then([](Future<void> ended) -> std::string {
    try {
      ended.get();
    } catch (const std::exception& error) {
      return error.what();
    }
    throw AllIsWell();
  });
}

Future<void> siblings(Timers& timers, std::string fails) {
  std::vector<Future<std::string>> failures;
  Duration work = 0s;
  for (const char* name : {"one", "two", "three", "four"})
    failures.push_back(failure_of(sibling(timers, name, work += 1s, name == fails)));
  return any(timers.loop(), std::move(failures)).then([](Future<std::string> failure) {
    std::string error;
    try {
      error = failure.get();
    } catch (const AllIsWell&) {
      return;
    }
    throw std::runtime_error(error);
  });
}

Future<void> print_caught(Timers& timers, Future<void> work) {
  return std::move(work).then([&timers](Future<void> ended) {
    try {
      ended.get();
    } catch (const std::exception& error) {
      say(timers.clock(), std::string("caught: ") + error.what());
    }
  });
}

Future<void> all_well(Timers& timers) { return print_caught(timers, siblings(timers, "nobody")); }

Future<void> two_fails(Timers& timers) { return print_caught(timers, siblings(timers, "two")); }

Future<void> called_off(Timers& timers) {
  return any(timers.loop(), Several{siblings(timers, "nobody"), sleep_for(timers, 2500ms)}).then([&timers] {
    say(timers.clock(), "caught: timed out");
  });
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
  scenario("all well", all_well);
  scenario("two fails", two_fails);
  scenario("called off from outside", called_off);
}
