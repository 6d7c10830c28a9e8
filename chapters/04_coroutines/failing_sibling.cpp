// Four siblings, of whom one may fail; then the others are to stop. A sibling now tidies up like any
// function. But that they belong together must still be said by hand: `any`, upside down.
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "03_futures/any.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"

using namespace std::chrono_literals;
using namespace unroll;

/// What every sibling must do before it goes, however it ends.
struct TidyUp {
  const Clock& clock;
  std::string name;
  ~TidyUp() { say(clock, name + " tidies up"); }
};

Task<> sibling(Timers& timers, std::string name, Duration work, bool fails) {
  const TidyUp tidy_up{timers.clock(), name};
  say(timers.clock(), name + " begins");
  co_await sleep_for(timers, work);
  say(timers.clock(), name + (fails ? " fails" : " is done"));
  if (fails) throw std::runtime_error(name + " failed");
}

struct AllIsWell {};

/// Success and failure exchanged: returns what went wrong, and throws if nothing did.
Task<std::string> failure_of(Task<> sibling) {
  try {
    co_await std::move(sibling);
  } catch (const std::exception& error) {
    co_return error.what();
  }
  throw AllIsWell();
}

Task<> siblings(Timers& timers, std::string fails) {
  std::vector<Future<std::string>> failures;
  Duration work = 0s;
  for (const char* name : {"one", "two", "three", "four"})
    failures.push_back(
        start(timers.loop(), failure_of(sibling(timers, name, work += 1s, name == fails)), name));
  std::string error;
  try {
    error = co_await any(timers.loop(), std::move(failures));
  } catch (const AllIsWell&) {
    co_return;
  }
  throw std::runtime_error(error);
}

Task<> print_caught(Timers& timers, Task<> work) {
  try {
    co_await std::move(work);
  } catch (const std::exception& error) {
    say(timers.clock(), std::string("caught: ") + error.what());
  }
}

Task<> all_well(Timers& timers) { co_await print_caught(timers, siblings(timers, "nobody")); }

Task<> two_fails(Timers& timers) { co_await print_caught(timers, siblings(timers, "two")); }

Task<> called_off(Timers& timers) {
  Loop& loop = timers.loop();
  co_await any(loop, Several{start(loop, siblings(timers, "nobody"), "siblings"), sleep_for(timers, 2500ms)});
  say(timers.clock(), "caught: timed out");
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
  scenario("all well", all_well);
  scenario("two fails", two_fails);
  scenario("called off from outside", called_off);
}
