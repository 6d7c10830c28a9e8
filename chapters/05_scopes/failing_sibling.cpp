// Four siblings, of whom one may fail; then the others are to stop. That is what a scope is.
#include <functional>
#include <stdexcept>
#include <string>

#include "02_callbacks/say.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"

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

Task<> siblings(Timers& timers, std::string fails) {
  Scope scope(timers.loop());
  Duration work = 0s;
  for (const char* name : {"one", "two", "three", "four"})
    scope.spawn(sibling(timers, name, work += 1s, name == fails), name);
  co_await scope.join();
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
  try {
    co_await with_timeout(timers, 2500ms, siblings(timers, "nobody"));
  } catch (const TimedOut& error) {
    say(timers.clock(), std::string("caught: ") + error.what());
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
  scenario("all well", all_well);
  scenario("two fails", two_fails);
  scenario("called off from outside", called_off);
}
