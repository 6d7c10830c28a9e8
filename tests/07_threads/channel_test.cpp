#include "07_threads/channel.hpp"

#include <algorithm>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "home.hpp"

namespace unroll {
namespace {

struct ChannelTest : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

Task<> send_up_to(Channel<int>& channel, int count, Steps& steps) {
  for (int i = 0; i != count; ++i) {
    co_await channel.send(i);
    steps.push_back("sent " + std::to_string(i));
  }
  channel.close();
}

Task<> receive_all(Channel<int>& channel, Steps& steps) {
  while (const std::optional<int> value = co_await channel.receive())
    steps.push_back("got " + std::to_string(*value));
  steps.push_back("end");
}

TEST_F(ChannelTest, BringsAllInTheirOrderThenTheEnd) {
  Channel<int> channel(loop, 10);
  Steps steps;
  sync_wait(loop, send_up_to(channel, 3, steps));
  steps.clear();
  sync_wait(loop, receive_all(channel, steps));
  EXPECT_EQ(steps, (Steps{"got 0", "got 1", "got 2", "end"}));
}

TEST_F(ChannelTest, WhoSendsWaitsWhileItIsFull) {
  Channel<int> channel(loop, 2);
  Steps steps;
  Scope scope(loop);
  scope.spawn(send_up_to(channel, 5, steps));
  loop.on_report([](const std::string&) {});  // that he waits for ever is the point
  loop.run();
  EXPECT_EQ(steps, (Steps{"sent 0", "sent 1"}));
  EXPECT_EQ(channel.size(), 2U);
  scope.spawn(receive_all(channel, steps));
  loop.run();
  EXPECT_EQ(steps.back(), "end");
  EXPECT_EQ(steps.size(), 5U + 5 + 1);
}

Task<> send_one(Channel<int>& channel, int value) { co_await channel.send(value); }
Task<> take_some(Channel<int>& channel, std::vector<int>& got) {
  while (const std::optional<int> value = co_await channel.receive()) got.push_back(*value);
}

TEST_F(ChannelTest, ManyOnBothSidesLoseAndDoubleNothing) {
  Channel<int> channel(loop, 1);
  std::vector<int> got;
  Scope senders(loop);
  Scope receivers(loop);
  for (int i = 0; i != 3; ++i) receivers.spawn(take_some(channel, got));
  for (int i = 0; i != 100; ++i) senders.spawn(send_one(channel, i));
  Future<void> sent = senders.join().then([&] { channel.close(); });
  loop.run();
  std::sort(got.begin(), got.end());
  ASSERT_EQ(got.size(), 100U);
  for (int i = 0; i != 100; ++i) EXPECT_EQ(got[static_cast<std::size_t>(i)], i);
}

TEST_F(ChannelTest, AllWhoWaitAreToldOfTheEnd) {
  Channel<int> channel(loop, 1);
  std::vector<int> got;
  std::vector<Future<void>> receivers;
  for (int i = 0; i != 3; ++i) receivers.push_back(start(loop, take_some(channel, got)));
  loop.post([&] { channel.close(); });
  loop.run();
  for (const Future<void>& one : receivers) EXPECT_TRUE(one.ready());
}

TEST_F(ChannelTest, ClosedItRefusesWhoSendsAlsoWhoWaitedToSend) {
  Channel<int> channel(loop, 1);
  sync_wait(loop, send_one(channel, 1));
  Future<void> waits = start(loop, send_one(channel, 2));
  loop.on_report([](const std::string&) {});
  loop.run();
  EXPECT_FALSE(waits.ready());
  channel.close();
  loop.run();
  EXPECT_THROW(waits.get(), ChannelClosed);
  EXPECT_THROW(sync_wait(loop, send_one(channel, 3)), ChannelClosed);
  std::vector<int> got;
  sync_wait(loop, take_some(channel, got));
  EXPECT_EQ(got, std::vector{1}) << "what was in it can still be received";
}

TEST_F(ChannelTest, ClosedItRefusesAllWhoWaitToSend) {
  Channel<int> channel(loop, 1);
  std::vector<Future<void>> sending;
  for (int i = 0; i != 4; ++i) sending.push_back(start(loop, send_one(channel, i)));
  loop.post([&] { loop.post([&] { channel.close(); }); });
  loop.run();
  EXPECT_NO_THROW(sending[0].get());
  for (std::size_t i = 1; i != sending.size(); ++i) {
    ASSERT_TRUE(sending[i].ready()) << "sender " << i << " waits for ever";
    EXPECT_THROW(sending[i].get(), ChannelClosed);
  }
}

TEST_F(ChannelTest, WithoutRoomIsRefused) { EXPECT_THROW(Channel<int>(loop, 0), std::invalid_argument); }

TEST_F(ChannelTest, ClosingItFromAnotherThreadIsRefused) {
  Channel<int> channel(loop, 1);
  std::thread([&] { EXPECT_THROW(channel.close(), WrongThread); }).join();
  EXPECT_FALSE(channel.is_closed());
}

/// Receivers are cancelled at every step: what they had not taken the next one gets.
TEST_F(ChannelTest, ACancelledReceiverLosesNoValue) {
  bool over = false;
  for (int steps = 0; !over && steps != 1000; ++steps) {
    Channel<int> channel(loop, 2);
    std::vector<int> got;
    Scope senders(loop);
    for (int i = 0; i != 6; ++i) senders.spawn(send_one(channel, i));
    Future<void> sent = senders.join().then([&] { channel.close(); });
    {
      Scope receivers(loop);
      receivers.spawn(take_some(channel, got));
      int ran = 0;
      while (ran != steps && loop.run_one()) ++ran;
      over = ran != steps;
    }
    Future<void> rest = start(loop, take_some(channel, got));
    loop.run();
    ASSERT_EQ(got, (std::vector{0, 1, 2, 3, 4, 5})) << "after " << steps << " jobs";
  }
  EXPECT_TRUE(over);
}

/// The first of three senders is cancelled at every step: his value is in the channel or he took no room.
TEST_F(ChannelTest, ACancelledSenderTakesNoRoomWithHim) {
  bool over = false;
  for (int steps = 0; !over && steps != 1000; ++steps) {
    Channel<int> channel(loop, 1);
    std::vector<int> got;
    Future<void> cancelled = start(loop, send_one(channel, 0));
    Scope others(loop);
    for (const int value : {1, 2}) others.spawn(send_one(channel, value));
    const Future<void> closed = others.join().then([&] { channel.close(); });
    const Future<void> receiving = start(loop, take_some(channel, got));
    for (int ran = 0; ran != steps && !cancelled.ready(); ++ran) loop.run_one();
    over = cancelled.ready();
    cancelled = {};
    loop.run();
    ASSERT_TRUE(receiving.ready()) << "after " << steps << " jobs somebody waits for ever";
    std::vector<int> expected{1, 2};
    if (over) expected.insert(expected.begin(), 0);
    ASSERT_EQ(got, expected) << "after " << steps << " jobs";
  }
  EXPECT_TRUE(over);
}

Task<> receive_in_time(Timers& timers, Channel<int>& channel, std::vector<int>& got) {
  try {
    std::optional<int> value = co_await with_timeout(timers, 1s, channel.receive());
    got.push_back(*value);
  } catch (const TimedOut&) {
    // then the next one gets it
  }
}

/// The value is sent in each of the turns around the limit of a receiver: he gets it, or it is still there.
TEST_F(ChannelTest, AReceiverWhoseTimeIsUpLosesNoValue) {
  std::size_t received = 0;
  std::size_t left = 0;
  for (int sent_at = 0; sent_at != 20; ++sent_at) {
    Channel<int> channel(loop, 1);
    std::vector<int> got;
    Future<void> sent;
    const Future<void> receiving = start(loop, receive_in_time(timers, channel, got));
    for (int turn = 0; turn != 20; ++turn) {
      if (turn == sent_at) sent = start(loop, send_one(channel, 7));
      if (turn == 10) clock.advance(1s);
      loop.post([] {});  // so that time does not jump
      loop.run_one();
    }
    loop.run();
    ASSERT_EQ(got.size() + channel.size(), 1U) << "sent in turn " << sent_at;
    received += got.size();
    left += channel.size();
  }
  EXPECT_NE(received, 0U) << "he was in time at least once";
  EXPECT_NE(left, 0U) << "he was too late at least once";
}

}  // namespace
}  // namespace unroll
