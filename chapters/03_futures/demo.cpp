// Three shops are asked at once what a bicycle costs. The best price is a value that is not there yet; what
// to do with it is said right away.
#include <algorithm>
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "03_futures/all.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"

using namespace std::chrono_literals;
using namespace unroll;

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  const auto ask = [&](std::string shop, Duration takes, int price) {
    return sleep_for(timers, takes).then([&clock, shop, price] {
      say(clock, shop + ": " + std::to_string(price) + " euros");
      return price;
    });
  };

  Future<std::vector<int>> prices =
      all(loop, Several{ask("Anna", 3s, 450), ask("Boris", 1s, 520), ask("Clara", 2s, 480)});
  Future<int> best = std::move(prices).then([](std::vector<int> each) { return std::ranges::min(each); });

  loop.run();
  say(clock, "the best price: " + std::to_string(best.get()) + " euros");
}
