#include "06_io/system_calls.hpp"
#include "home.hpp"

namespace unroll {
namespace {

using calls::Call;

struct MailboxQuietTest : Home {
  int ran = 0;
  Job count() {
    return Job([this] { ++ran; });
  }
  void run_until(int jobs) {
    while (ran != jobs) ASSERT_TRUE(loop.run_one());
  }
};

TEST_F(MailboxQuietTest, ManyLettersAreOneWriteAndNothingElse) {
  const Mailbox::Work work(mailbox);
  calls::begin();
  for (int i = 0; i != 100; ++i) mailbox.post(count());
  EXPECT_EQ(calls::made(), 1U) << "only who puts something into an empty box rings";
  run_until(100);
  EXPECT_EQ(calls::made(Call::write), 1U);
  EXPECT_EQ(calls::made(Call::read), 0U);
  EXPECT_EQ(calls::made(Call::epoll_ctl), 0U);
}

TEST_F(MailboxQuietTest, ABoxThatWasEmptiedRingsAgain) {
  const Mailbox::Work work(mailbox);
  mailbox.post(count());
  run_until(1);
  calls::begin();
  mailbox.post(count());
  run_until(2);
  EXPECT_EQ(calls::made(Call::write), 1U);
  EXPECT_EQ(calls::made(Call::epoll_ctl), 0U) << "the kernel goes on being asked";
}

TEST_F(MailboxQuietTest, LookingIntoAnEmptyBoxCostsNothing) {
  calls::begin();
  for (int i = 0; i != 10; ++i) loop.post(count());
  loop.run();
  EXPECT_EQ(ran, 10);
  EXPECT_EQ(calls::made(), 0U);
}

}  // namespace
}  // namespace unroll
