#include "07_threads/event.hpp"

#include "07_threads/latch.hpp"
#include "allocations.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct EventTest : Home {
  Event event{loop};
};

Task<> waits(Event& event, Mailbox& mailbox) {
  const Mailbox::Work work(mailbox);
  co_await event.wait();
}

TEST_F(EventTest, WakesAllWhoWaitAndThoseWhoComeLaterDoNot) {
  Future<void> first = event.wait();
  Future<void> second = event.wait();
  EXPECT_FALSE(first.ready());
  event.set();
  EXPECT_TRUE(first.ready());
  EXPECT_TRUE(second.ready());
  EXPECT_TRUE(event.wait().ready());
  event.clear();
  EXPECT_FALSE(event.wait().ready());
}

TEST_F(EventTest, SetFromAnotherThreadThroughTheMailboxWakesASleepingLoop) {
  std::thread other([&] { mailbox.post(Job([&] { event.set(); })); });
  run(waits(event, mailbox));
  other.join();
}

TEST_F(EventTest, ADirectCallFromAnotherThreadIsRefusedWithAWord) {
  std::string said;
  std::thread([&] {
    try {
      event.set();
    } catch (const WrongThread& refused) {
      said = refused.what();
    }
    EXPECT_THROW(event.clear(), WrongThread);
    EXPECT_THROW((void)event.wait(), WrongThread);
    EXPECT_THROW((void)event.is_set(), WrongThread);
  }).join();
  EXPECT_NE(said.find("through the mailbox"), std::string::npos) << said;
  EXPECT_FALSE(event.is_set());
}

TEST_F(EventTest, SoIsCountingALatchDownThere) {
  Latch latch(loop, 1);
  std::thread([&] { EXPECT_THROW(latch.count_down(), WrongThread); }).join();
  EXPECT_EQ(latch.left(), 1U);
}

TEST_F(EventTest, TwiceIsOnce) {
  event.set();
  event.set();
  EXPECT_TRUE(event.is_set());
}

TEST_F(EventTest, ThoseWhoWentAwayAreForgotten) {
  const std::size_t before = live_allocations();
  for (int i = 0; i != 100000; ++i) (void)event.wait();
  EXPECT_LT(live_allocations() - before, 1000U);
  Future<void> stays = event.wait();
  event.set();
  EXPECT_TRUE(stays.ready());
}

TEST_F(EventTest, ALatchCountsWhatAnEventDoesNot) {
  Latch latch(loop, 3);
  Future<void> all = latch.wait();
  latch.count_down();
  latch.count_down();
  EXPECT_FALSE(all.ready());
  latch.count_down();
  EXPECT_TRUE(all.ready());
  EXPECT_THROW(latch.count_down(), std::logic_error);
  EXPECT_TRUE(Latch(loop, 0).wait().ready());
}

}  // namespace
}  // namespace unroll
