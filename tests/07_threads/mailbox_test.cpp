#include "07_threads/mailbox.hpp"

#include <atomic>
#include <functional>
#include <optional>

#include "03_futures/sleep_for.hpp"
#include "07_threads/event.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct MailboxTest : Home {
  Event arrived{loop};

  Task<> wait_for_arrival() {
    const Mailbox::Work work(mailbox);
    co_await arrived.wait();
  }
};

TEST_F(MailboxTest, RunsNothingInPost) {
  bool ran = false;
  mailbox.post(Job([&] {
    ran = true;
    arrived.set();
  }));
  EXPECT_FALSE(ran);
  run(wait_for_arrival());
  EXPECT_TRUE(ran);
}

TEST_F(MailboxTest, WakesALoopThatSleeps) {
  std::thread other([&] { mailbox.post(Job([&] { arrived.set(); })); });
  run(wait_for_arrival());
  other.join();
}

TEST_F(MailboxTest, RunsJobsOnTheLoopsThread) {
  std::thread::id ran_on;
  std::thread other([&] {
    mailbox.post(Job([&] {
      ran_on = std::this_thread::get_id();
      arrived.set();
    }));
  });
  run(wait_for_arrival());
  other.join();
  EXPECT_EQ(ran_on, std::this_thread::get_id());
}

TEST_F(MailboxTest, KeepsTheOrderOfEachThread) {
  constexpr int each = 1000;
  std::vector<std::vector<int>> seen(4);
  std::vector<std::thread> threads;
  int left = 4 * each;
  for (std::size_t who = 0; who != seen.size(); ++who) {
    threads.emplace_back([&, who] {
      for (int i = 0; i != each; ++i) {
        mailbox.post(Job([&, who, i] {
          seen[who].push_back(i);
          if (--left == 0) arrived.set();
        }));
      }
    });
  }
  run(wait_for_arrival());
  for (auto& thread : threads) thread.join();
  for (const auto& one : seen) {
    ASSERT_EQ(one.size(), std::size_t{each});
    EXPECT_TRUE(std::is_sorted(one.begin(), one.end()));
  }
}

TEST_F(MailboxTest, DoesNotKeepALoopRunning) { loop.run(); }

/// A loop that has its hands full, and nobody in it waits for anything.
TEST_F(MailboxTest, WhereNobodyWaitsThereIsNoLookForMail) {
  bool read = false;
  int turns = 0;
  std::function<void()> busy = [&] {
    if (++turns != 100) loop.post(Job([&] { busy(); }));
  };
  mailbox.post(Job([&] { read = true; }));
  loop.post(Job([&] { busy(); }));
  loop.run();
  EXPECT_FALSE(read);
  const Mailbox::Work work(mailbox);
  turns = 0;
  loop.post(Job([&] { busy(); }));
  while (turns != 100) ASSERT_TRUE(loop.run_one());
  EXPECT_TRUE(read) << "who expects mail waits, and then it is looked for between two jobs";
}

TEST_F(MailboxTest, AWorkDoesUntilItEnds) {
  std::optional<Mailbox::Work> work(std::in_place, mailbox);
  std::thread other([&] { mailbox.post(Job([&] { work.reset(); })); });
  loop.run();
  EXPECT_FALSE(work);
  other.join();
}

TEST_F(MailboxTest, AFullBoxIsEmptiedAtOneRing) {
  int ran = 0;
  for (int i = 0; i != 100; ++i) {
    mailbox.post(Job([&] {
      if (++ran == 100) arrived.set();
    }));
  }
  run(wait_for_arrival());
  EXPECT_EQ(ran, 100);
}

TEST_F(MailboxTest, AnErrorOfAJobLosesNoneBehindIt) {
  mailbox.post(Job([] { throw std::runtime_error("as told"); }));
  mailbox.post(Job([&] { arrived.set(); }));
  EXPECT_THROW(run(wait_for_arrival()), std::runtime_error);
  run(wait_for_arrival());
}

TEST(MailboxEnd, ASenderThatOutlivesItsMailboxSaysSo) {
  std::optional<Mailbox::Sender> sender;
  const auto token = std::make_shared<int>();
  {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    sender = mailbox.sender();
    EXPECT_TRUE(sender->post(Job([token] {})));
  }
  EXPECT_EQ(token.use_count(), 1) << "unread letters die with the box";
  EXPECT_FALSE(sender->post(Job([token] {})));
  EXPECT_EQ(token.use_count(), 1);
  EXPECT_EQ(sender->mailbox(), nullptr);
}

/// Does something when it goes.
class Last {
 public:
  explicit Last(std::function<void()> action) : action_(std::move(action)) {}
  Last(const Last&) = delete;
  Last& operator=(const Last&) = delete;
  ~Last() { action_(); }

 private:
  std::function<void()> action_;
};

TEST(MailboxEnd, WhatAnUnreadLetterCapturedMayPost) {
  bool refused = false;
  {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    const auto posts = [sender = mailbox.sender(), &refused] { refused = !sender.post(Job([] {})); };
    mailbox.post(Job([last = std::make_shared<Last>(posts)] {}));
  }
  EXPECT_TRUE(refused) << "and it does not wait for the lock of its own box";
}

/// One that brings another when it goes, as a task does that owned a writer.
struct GoingGuest : Mailbox::Guest {
  explicit GoingGuest(std::function<void()> action) : last(std::move(action)) {}
  const Last last;
};

TEST(MailboxEnd, AGuestThatGoesWithItMayBringAnother) {
  std::string log;
  const auto second = [&] { log += '2'; };
  {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    const auto first = [&log, &mailbox, second] {
      log += '1';
      ASSERT_EQ(mailbox.sender().mailbox(), &mailbox) << "it is still there";
      mailbox.take_in(std::make_shared<GoingGuest>(second));
    };
    mailbox.take_in(std::make_shared<GoingGuest>(first));
  }
  EXPECT_EQ(log, "12");
}

TEST(MailboxEnd, ThreadsMayPostWhileItDies) {
  for (int round = 0; round != 50; ++round) {
    std::atomic<bool> gone = false;
    std::thread other;
    {
      Loop loop;
      Poller poller(loop);
      Mailbox mailbox(poller);
      other = std::thread([sender = mailbox.sender(), &gone] {
        while (sender.post(Job([] {}))) {
        }
        gone = true;
      });
      for (int i = 0; i != 10; ++i) loop.run_one();
    }
    other.join();
    EXPECT_TRUE(gone);
  }
}

TEST_F(MailboxTest, TellsItsOwnThreadFromOthers) {
  EXPECT_TRUE(mailbox.sender().is_at_home());
  EXPECT_EQ(mailbox.sender().mailbox(), &mailbox);
  std::thread([&] {
    EXPECT_FALSE(mailbox.sender().is_at_home());
    EXPECT_THROW((void)mailbox.sender().mailbox(), WrongThread);
  }).join();
}

}  // namespace
}  // namespace unroll
