// Four siblings, of whom one may fail; then the others are to stop. In callbacks somebody must keep them all,
// count those that are left, and tidy up in the right order by hand.
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "02_callbacks/say.hpp"
#include "02_callbacks/timers.hpp"

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

using Ended = std::function<void(std::string error)>;  // empty: all is well

Callback sibling(Timers& timers, std::string name, Duration work, bool fails, Ended ended) {
  say(timers.clock(), name + " begins");
  auto job = [&timers, name, fails, ended, tidy_up = TidyUp(timers.clock(), name)]() mutable {
    say(timers.clock(), name + (fails ? " fails" : " is done"));
    {
      const TidyUp now = std::move(tidy_up);
    }  // before anybody hears of it
    ended(fails ? name + " failed" : "");
  };
  return timers.call_later(work, std::move(job));
}

struct Siblings {
  Ended all_ended;
  std::vector<Callback> running{};
  std::size_t left = 0;

  void begin(Timers& timers, const std::string& fails) {
    Duration work = 0s;
    for (const char* name : {"one", "two", "three", "four"}) {
      const auto ended = [this](std::string error) { one_ended(error); };
      running.push_back(sibling(timers, name, work += 1s, name == fails, ended));
    }
    left = running.size();
  }

  void one_ended(const std::string& error) {
    --left;
    if (!error.empty()) running.clear();
    if (!error.empty() || left == 0) all_ended(error);
  }
};

void print_caught(Timers& timers, const std::string& error) {
  if (!error.empty()) say(timers.clock(), "caught: " + error);
}

void all_well(Timers& timers) {
  Siblings siblings{[&](std::string error) { print_caught(timers, error); }};
  siblings.begin(timers, "nobody");
  timers.loop().run();
}

void two_fails(Timers& timers) {
  Siblings siblings{[&](std::string error) { print_caught(timers, error); }};
  siblings.begin(timers, "two");
  timers.loop().run();
}

void called_off(Timers& timers) {
  Siblings siblings{[&](std::string error) { print_caught(timers, error); }};
  siblings.begin(timers, "nobody");
  Callback limit = timers.call_later(2500ms, [&] {
    siblings.running.clear();
    print_caught(timers, "timed out");
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
  scenario("all well", all_well);
  scenario("two fails", two_fails);
  scenario("called off from outside", called_off);
}
