#include "07_threads/letter_box.hpp"

#include <atomic>
#include <latch>
#include <memory>
#include <optional>
#include <semaphore>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "at_the_lock.hpp"
#include "check.hpp"

namespace {

using unroll::Job;
using unroll::check::in_order;
using unroll::check::Seen;

void read(std::vector<Job> letters) {
  for (Job& letter : letters) letter();
}

TEST(LetterBox, BringsAllInTheOrderInWhichTheyWerePosted) {
  Seen seen;
  unroll::LetterBox box([] {});
  for (const char* name : {"a", "b", "c"})
    EXPECT_TRUE(box.post(Job([&seen, name] { seen(name); }))) << "it is open";
  std::vector<Job> letters = box.collect();
  EXPECT_TRUE(seen.empty()) << "collect runs none of them";
  read(std::move(letters));
  EXPECT_TRUE(in_order(seen, {"a", "b", "c"})) << "all of them, first come, first served";
  EXPECT_TRUE(box.collect().empty()) << "they are out of the box";
}

TEST(LetterBox, RingsOnceHoweverManyArePutIn) {
  int rings = 0;
  unroll::LetterBox box([&] { ++rings; });
  for (int i = 0; i != 100; ++i) (void)box.post(Job([] {}));
  EXPECT_EQ(rings, 1) << "the first ring is still to be heard when the others come";
  EXPECT_EQ(box.collect().size(), 100U) << "who has heard one ring must take all that is there";
}

TEST(LetterBox, ABoxThatWasEmptiedRingsAgain) {
  int rings = 0;
  unroll::LetterBox box([&] { ++rings; });
  for (int i = 1; i != 4; ++i) {
    (void)box.post(Job([] {}));
    EXPECT_EQ(rings, i) << "the last ring was heard, so this letter needs one of its own";
    (void)box.collect();
  }
}

/// Whoever hears it comes at once, faster than any thread could.
TEST(LetterBox, WhenItRingsTheLetterIsIn) {
  std::size_t got = 0;
  std::optional<unroll::LetterBox> box;
  box.emplace([&] { got += box->collect().size(); });
  (void)box->post(Job([] {}));
  EXPECT_EQ(got, 1U) << "who comes when it rings finds the letter; else nobody will ever come for it";
  (void)box->post(Job([] {}));
  EXPECT_EQ(got, 2U) << "and so he does the next time";
}

TEST(LetterBox, ClosedItTakesNothing) {
  Seen seen;
  int rings = 0;
  unroll::LetterBox box([&] { ++rings; });
  const auto held = std::make_shared<int>();
  (void)box.post(Job([&seen, held] { seen("run"); }));
  box.close();
  EXPECT_EQ(held.use_count(), 1) << "what was unread is destroyed by close";
  EXPECT_FALSE(box.post(Job([held] {}))) << "it is closed";
  EXPECT_EQ(held.use_count(), 1) << "what is refused is destroyed";
  EXPECT_EQ(rings, 1) << "nobody needs to come for what is not there";
  EXPECT_TRUE(box.collect().empty()) << "there is nothing left";
  EXPECT_TRUE(seen.empty()) << "what was unread is not run";
}

TEST(LetterBox, WhatDiesUnreadMayPost) {
  Seen seen;
  bool is_in = false;
  unroll::LetterBox box([] {});
  const auto last_words = [&](int*) {
    if (is_in) seen(box.post(Job([] {})) ? "taken" : "refused");
  };
  is_in = box.post(Job([held = std::shared_ptr<int>(nullptr, last_words)] {}));
  box.close();
  EXPECT_TRUE(in_order(seen, {"refused"}))
      << "a letter that dies may say so, and is told that it is too late";
}

/// Whose turn it is. One thread is seen to act behind another, and nothing but the box says that it may look
/// at what the other has written: a relaxed number orders nothing.
class Turns {
 public:
  void wait_for(int turn) const {
    while (turn_.load(std::memory_order_relaxed) != turn) std::this_thread::yield();
  }
  void over() { turn_.fetch_add(1, std::memory_order_relaxed); }

 private:
  std::atomic<int> turn_ = 0;
};

TEST(LetterBox, NeedsNothingElseToOrderTwoThreads) {
  unroll::LetterBox box([] {});
  Turns turns;
  std::vector<bool> taken;
  std::size_t got = 0;
  std::thread sender([&] {
    for (int turn = 0; turn != 6; turn += 2) {
      turns.wait_for(turn);
      taken.push_back(box.post(Job([] {})));
      turns.over();
    }
  });
  turns.wait_for(1);
  got = box.collect().size();
  turns.over();
  turns.wait_for(3);
  box.close();
  turns.over();
  sender.join();
  EXPECT_EQ(got, 1U) << "what another thread has put in is there";
  EXPECT_EQ(taken, (std::vector<bool>{true, true, false})) << "and it hears that the box is closed";
}

/// It is closed just before the first lock that `post` takes, or the second.
TEST(LetterBox, NoLetterIsInABoxThatIsClosed) {
  for (int lock = 0; lock != 3; ++lock) {
    unroll::LetterBox box([] {});
    const auto held = std::make_shared<int>();
    bool taken = false;
    const auto close = [&] { std::thread([&] { box.close(); }).join(); };
    const bool closed = unroll::check::before_lock(lock, close, [&] { taken = box.post(Job([held] {})); });
    if (closed) {
      EXPECT_FALSE(taken) << "another thread closed it between a look and the lock behind it: " << lock + 1;
    }
    if (!closed) box.close();
    EXPECT_EQ(held.use_count(), 1) << "the box is closed, and a letter lies in it";
    EXPECT_TRUE(box.collect().empty()) << "the box is closed, and a letter lies in it";
  }
}

/// Another thread posts just behind the first lock that `collect` gives back, or the second.
TEST(LetterBox, WhatComesJustBehindACollectRings) {
  for (int lock = 0; lock != 3; ++lock) {
    std::atomic<int> rings = 0;
    unroll::LetterBox box([&] { ++rings; });
    (void)box.post(Job([] {}));
    std::size_t got = 0;
    const auto post = [&] { std::thread([&] { (void)box.post(Job([] {})); }).join(); };
    const bool posted = unroll::check::behind_lock(lock, post, [&] { got = box.collect().size(); });
    const std::size_t left = box.collect().size();
    EXPECT_EQ(got + left, posted ? 2U : 1U) << "none is lost";
    if (left != 0) {
      EXPECT_EQ(rings, 2) << "the box had been emptied when the second letter came, and nobody has heard of "
                             "it; it came just behind a lock: "
                          << lock + 1;
    }
  }
}

TEST(LetterBox, LosesNoneOfManyThreads) {
  constexpr int threads = 3;
  constexpr int letters = 300;
  std::counting_semaphore<> bell(0);
  unroll::LetterBox box([&] { bell.release(); });
  EXPECT_TRUE(box.post(Job([] {}))) << "it is open";
  (void)box.collect();
  std::latch begin(threads + 1);
  std::vector<int> last(threads);
  bool in_their_order = true;
  std::vector<std::thread> senders;
  for (int i = 0; i != threads; ++i) {
    senders.emplace_back([&, i] {
      begin.arrive_and_wait();
      for (int k = 1; k <= letters; ++k) {
        (void)box.post(Job([&, i, k] {
          int& before = last[static_cast<std::size_t>(i)];
          in_their_order &= std::exchange(before, k) + 1 == k;
        }));
      }
    });
  }
  std::atomic<bool> all_are_in = false;
  std::thread reader([&] {
    begin.arrive_and_wait();
    for (bool over = false; !over;) {
      bell.acquire();
      over = all_are_in;
      read(box.collect());
    }
  });
  for (std::thread& sender : senders) sender.join();
  all_are_in = true;
  bell.release();
  reader.join();
  EXPECT_TRUE(in_their_order) << "letters of one thread keep their order";
  EXPECT_EQ(last, std::vector<int>(threads, letters)) << "all of them came";
}

TEST(LetterBox, KnowsNothingOfAnother) {
  int rings = 0;
  int other_rings = 0;
  unroll::LetterBox box([&] { ++rings; });
  unroll::LetterBox other([&] { ++other_rings; });
  EXPECT_TRUE(box.post(Job([] {}))) << "it is open";
  EXPECT_EQ(rings, 1) << "here is a letter";
  EXPECT_EQ(other_rings, 0) << "and not there";
  EXPECT_TRUE(other.collect().empty()) << "a letter is in the box into which it was put";
  (void)other.post(Job([] {}));
  EXPECT_EQ(other_rings, 1) << "that box was empty";
  other.close();
  EXPECT_TRUE(box.post(Job([] {}))) << "the other one was closed";
  EXPECT_EQ(box.collect().size(), 2U) << "both letters are still there";
}

}  // namespace
