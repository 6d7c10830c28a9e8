#include <cstddef>
#include <semaphore>
#include <thread>

#include "04_coroutines/sync_wait.hpp"
#include "07_threads/call_on.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;

struct Home {
  Loop loop{};
  Poller poller{loop};
  Mailbox mailbox{poller};
};

/// A thread that does something a thousand times whenever it is told to.
template <class F>
class OnCommand {
 public:
  explicit OnCommand(F function) : thread_([this, function] { work(function); }) {}
  OnCommand(const OnCommand&) = delete;
  OnCommand& operator=(const OnCommand&) = delete;
  ~OnCommand() {
    over_ = true;
    go_.release();
    thread_.join();
  }
  void go() { go_.release(); }

 private:
  void work(const F& function) {
    for (go_.acquire(); !over_; go_.acquire()) {
      for (std::size_t i = 0; i != batch; ++i) function();
    }
  }

  std::binary_semaphore go_{0};
  bool over_ = false;
  std::thread thread_;
};

void letters(benchmark::State& state) {
  Home home;
  const Mailbox::Work work(home.mailbox);
  std::size_t ran = 0;
  OnCommand other([&home, &ran] { home.mailbox.post(Job([&ran] { ++ran; })); });
  measure(state, batch, [&] {
    ran = 0;
    other.go();
    while (ran != batch) home.loop.run_one();
  });
}
BENCHMARK(letters)->Name("a job from another thread, one of 1,000/07/Mailbox")->UseRealTime();

/// A job that goes from loop to loop, until it has made so many steps.
struct Ball {
  Mailbox* from;
  Mailbox* to;
  std::size_t left;
  bool* over;
  void operator()() const {
    if (left == 0) {
      *over = true;
    } else {
      to->post(Ball{to, from, left - 1, over});
    }
  }
};

void there_and_back(benchmark::State& state) {
  Home home;
  const Mailbox::Work work(home.mailbox);
  Mailbox* there = nullptr;
  std::binary_semaphore up(0);
  std::thread other([&] {
    Home abroad;
    const Mailbox::Work here(abroad.mailbox);
    there = &abroad.mailbox;
    up.release();
    abroad.loop.run();
  });
  up.acquire();
  measure(state, batch, [&] {
    bool over = false;
    there->post(Ball{there, &home.mailbox, batch - 1, &over});
    while (!over) home.loop.run_one();
  });
  there->post(Job([there] { there->loop().stop(); }));
  other.join();
}
BENCHMARK(there_and_back)->Name("a job that wakes the loop of another thread/07/Mailbox")->UseRealTime();

Task<> call_many(Pool& pool, Mailbox& home) {
  for (std::size_t i = 0; i != batch; ++i)
    benchmark::DoNotOptimize(co_await call_on(pool, home, [] { return 1; }));
}

void function_away(benchmark::State& state) {
  Home home;
  Pool pool(1);
  measure(state, batch, [&] { sync_wait(home.loop, call_many(pool, home.mailbox)); });
}
BENCHMARK(function_away)->Name("a function on a worker, and its result at home/07/call_on")->UseRealTime();

}  // namespace
}  // namespace unroll
