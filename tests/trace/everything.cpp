#include <iostream>
#include <stdexcept>
#include <string>
#include <vector>

#include "03_futures/all.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"

// Uses whatever chapters 01 to 05 offer, so that the machine code of all of it can be compared.
using namespace unroll;
using namespace std::chrono_literals;

namespace {

void jobs(Loop& loop) {
  loop.post([&loop] {
    std::cout << "one\n";
    loop.post([&loop] { loop.stop(); }, "stop");
  });
  loop.run();
  loop.run_one();
  std::cout << loop.empty() << loop.unfinished();
}

void callbacks(Loop& loop, Timers& timers) {
  Callback kept = timers.call_later(20ms, [] { std::cout << "kept\n"; }, "kept");
  Callback dropped = timers.call_at(timers.after(10ms), [] { std::cout << "never\n"; });
  dropped = Callback();
  loop.run();
  std::cout << kept.waits() << dropped.waits() << '\n';
}

void futures(Loop& loop, Timers& timers) {
  Promise<int> promise(loop, "bread");
  Future<std::string> toast =
      promise.get_future().then([](int slices) { return slices * 2; }, "toast").then([](Future<int> slices) {
        return std::to_string(slices.get());
      });
  Future<void> nap = sleep_for(timers, 5ms).then([&timers] { return sleep_for(timers, 5ms); });
  std::vector<Future<void>> naps;
  naps.push_back(sleep_for(timers, 1ms));
  naps.push_back(std::move(nap));
  Future<void> both = all(loop, std::move(naps));
  std::vector<Future<std::string>> firsts;
  firsts.push_back(std::move(toast));
  firsts.push_back(Promise<std::string>(loop).get_future());
  Future<std::string> first = any(loop, std::move(firsts));
  promise.set_value(2);
  loop.run();
  std::cout << first.get() << both.ready() << '\n';
}

Task<int> brew(Timers& timers, int cups) {
  co_await sleep_for(timers, 10ms, "kettle");
  if (cups == 0) throw std::runtime_error("no cups");
  co_return cups;
}

Task<> serve(Timers& timers) {
  std::cout << co_await brew(timers, 2) << '\n';
  co_await std::suspend_never();
  try {
    co_await brew(timers, 0);
  } catch (const std::exception& error) {
    std::cout << error.what() << '\n';
  }
}

Task<> family(Timers& timers) {
  Scope scope(timers.loop());
  scope.spawn(serve(timers), "serve");
  scope.spawn(serve(timers));
  std::vector<Task<int>> racers;
  racers.push_back(brew(timers, 1));
  racers.push_back(brew(timers, 3));
  std::cout << co_await race(timers.loop(), std::move(racers)) << '\n';
  try {
    co_await with_timeout(timers, 5ms, brew(timers, 1));
  } catch (const TimedOut& error) {
    std::cout << error.what() << '\n';
  }
  scope.cancel();
  co_await scope.join();
}

}  // namespace

int main() {
  Loop loop;
  FakeClock fake;
  SteadyClock steady;
  Timers timers(loop, fake);
  Timers real(loop, steady);
  jobs(loop);
  callbacks(loop, timers);
  callbacks(loop, real);
  futures(loop, timers);
  sync_wait(loop, serve(timers), "serve");
  sync_wait(loop, family(timers), "family");
}
