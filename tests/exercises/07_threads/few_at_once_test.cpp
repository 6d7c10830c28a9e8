#include "07_threads/few_at_once.hpp"

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <stdexcept>
#include <string>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using namespace unroll;
using namespace std::chrono_literals;
using check::in_order;
using check::Seen;

/// How many there are, and how many there were at most.
struct Count {
  std::size_t now = 0;
  std::size_t most = 0;
  std::size_t all = 0;
};

class One {
 public:
  explicit One(Count& count) : count_(&count) {
    ++count.all;
    count.most = std::max(count.most, ++count.now);
  }
  One(One&& other) noexcept : count_(std::exchange(other.count_, nullptr)) {}
  One& operator=(One&&) = delete;
  ~One() {
    if (count_ != nullptr) --count_->now;
  }

 private:
  Count* count_;
};

Task<> sleeps(One, Timers& timers, Count& run, Duration time) {
  const One runs(run);
  co_await sleep_for(timers, time);
}

struct FewAtOnce : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  Count made;
  Count run;
  Seen seen;

  long seconds() const {
    return static_cast<long>(
        std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count());
  }
  /// Tasks of the loop that were started and have not ended.
  std::size_t started() const {
    const std::string all = loop.unfinished();
    std::size_t count = 0;
    for (std::size_t at = all.find("task"); at != std::string::npos; at = all.find("\ntask", at + 1)) ++count;
    return count;
  }
};

Task<> says(Timers& timers, Seen& seen, std::size_t number) {
  seen(std::to_string(number));
  co_await sleep_for(timers, 1s);
}

TEST_F(FewAtOnce, RunsEachOnceBegunInTheirOrder) {
  const auto make = [&](std::size_t number) { return says(timers, seen, number); };
  sync_wait(loop, few_at_once(loop, 6, 2, make));
  EXPECT_TRUE(in_order(seen, {"0", "1", "2", "3", "4", "5"}))
      << "all of them, each once, begun in this order";
}

TEST_F(FewAtOnce, NeverMoreThanSoManyRunAtATime) {
  const auto make = [&](std::size_t number) {
    return sleeps(One(made), timers, run, std::chrono::seconds(1 + number % 5));
  };
  sync_wait(loop, few_at_once(loop, 100, 7, make));
  EXPECT_EQ(run.most, 7U) << "seven at a time, no more and no less";
  EXPECT_EQ(made.all, 100U) << "each was made once";
}

TEST_F(FewAtOnce, WhenOneHasEndedTheNextBegins) {
  const auto make = [&](std::size_t number) { return sleeps(One(made), timers, run, number == 0 ? 9s : 1s); };
  sync_wait(loop, few_at_once(loop, 10, 2, make));
  EXPECT_EQ(seconds(), 9) << "while one takes 9 s, the other nine of 1 s are done beside it";
}

TEST_F(FewAtOnce, OnlyThoseExistThatRun) {
  std::size_t most_started = 0;
  const auto make = [&](std::size_t) {
    most_started = std::max(most_started, started());
    return sleeps(One(made), timers, run, 1s);
  };
  sync_wait(loop, few_at_once(loop, 500, 5, make));
  EXPECT_EQ(seconds(), 100) << "five hundred, five at a time, a second each";
  EXPECT_LE(made.most, 5U) << "a task is made when it is its turn";
  EXPECT_LE(most_started, 5U + 5U + 2U) << "and nobody else stands and waits for his turn";
}

Task<> fails(Timers& timers) {
  co_await sleep_for(timers, 2s);
  throw std::out_of_range("the third");
}

TEST_F(FewAtOnce, TheFirstErrorEndsIt) {
  const auto make = [&](std::size_t number) {
    return number == 2 ? fails(timers) : sleeps(One(made), timers, run, 10s);
  };
  EXPECT_THROW(sync_wait(loop, few_at_once(loop, 100, 4, make)), std::out_of_range) << "it is thrown";
  EXPECT_EQ(seconds(), 2) << "at once";
  EXPECT_EQ(made.all, 3U) << "beside the one that fails three have begun; the rest is never made";
  EXPECT_EQ(made.now, 0U) << "the others are destroyed";
}

/// What is held of memory, in bytes. (The address sanitizer, which has a malloc of its own, says nothing.)
std::size_t held_bytes() {
  const struct mallinfo2 info = ::mallinfo2();
  return info.uordblks + info.hblkhd;
}

TEST_F(FewAtOnce, OfThoseThatHaveEndedNothingIsLeft) {
  std::size_t early = 0;
  std::size_t late = 0;
  const auto make = [&](std::size_t number) {
    if (number == 1'000) early = held_bytes();
    if (number == 9'000) late = held_bytes();
    return sleeps(One(made), timers, run, 1s);
  };
  sync_wait(loop, few_at_once(loop, 10'000, 2, make));
  EXPECT_LE(late, early + 64 * 1024)
      << "the bytes held when number 9,000 begins; those of number 1,000, and some, are enough";
}

TEST_F(FewAtOnce, OfNothingAndOfFewItEndsToo) {
  const auto make = [&](std::size_t) { return sleeps(One(made), timers, run, 1s); };
  sync_wait(loop, few_at_once(loop, 0, 3, make));
  EXPECT_EQ(seconds(), 0) << "nothing is to be done";
  sync_wait(loop, few_at_once(loop, 2, 1000, make));
  EXPECT_EQ(seconds(), 1) << "two, both at the same time";
  EXPECT_EQ(made.all, 2U) << "no more than there are";
}

TEST_F(FewAtOnce, DestroyedItDestroysAllOfThem) {
  for (int steps = 0; steps != 60; ++steps) {
    {
      const auto make = [&](std::size_t) { return sleeps(One(made), timers, run, 1s); };
      const Future<void> goes = start(loop, few_at_once(loop, 6, 2, make));
      for (int i = 0; i != steps && loop.run_one(); ++i) continue;
    }
    ASSERT_EQ(made.now, 0U) << "destroyed after " << steps << " jobs, and nothing of it is left";
    loop.run();
  }
}

TEST_F(FewAtOnce, KnowsNothingOfAnother) {
  Seen other;
  const auto into = [this](Seen& which) {
    return [this, &which](std::size_t number) { return says(timers, which, number); };
  };
  const Future<void> goes = start(loop, few_at_once(loop, 5, 2, into(seen)));
  sync_wait(loop, few_at_once(loop, 5, 2, into(other)));
  loop.run();
  EXPECT_TRUE(in_order(seen, {"0", "1", "2", "3", "4"})) << "all of them, whatever is done elsewhere";
  EXPECT_TRUE(in_order(other, {"0", "1", "2", "3", "4"})) << "all of them, whatever is done elsewhere";
}

}  // namespace
