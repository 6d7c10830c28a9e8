#include "09_writer/shop.hpp"

#include <algorithm>
#include <chrono>
#include <future>
#include <sstream>
#include <thread>

#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"
#include "folder.hpp"

namespace {

using namespace unroll;
using namespace std::chrono_literals;
using check::in_order;
using check::SlowFile;

/// On virtual time: the guests' hours take none.
struct Shop : testing::Test {
  Loop loop;
  FakeClock clock;
  Poller poller{loop, clock};
  Mailbox home{poller};
  check::Folder folder;
  std::string path = folder.file("ledger");

  int open(std::vector<Guest> guests) { return sync_wait(loop, shop(home, std::move(guests), path)); }
  std::vector<std::string> ledger() const {
    std::istringstream text(check::content_of(path));
    std::vector<std::string> lines;
    for (std::string line; std::getline(text, line);) lines.push_back(line);
    return lines;
  }
};

std::ptrdiff_t threads() {
  const std::filesystem::directory_iterator all("/proc/self/task");
  return std::distance(begin(all), end(all));
}

TEST_F(Shop, TheyComeWhenTheyCome) {
  EXPECT_EQ(open({{"Anna", 3h, 10}, {"Boris", 1h, 20}, {"Clara", 2h, 5}}), 35) << "what is in the till";
  EXPECT_TRUE(in_order(ledger(), {"Boris pays 20, that makes 20", "Clara pays 5, that makes 25",
                                  "Anna pays 10, that makes 35", "the till has 35"}))
      << "in the order in which they come, and then the last line";
  EXPECT_EQ(clock.now().time_since_epoch(), 3h) << "the shop closes when the last one has come";
}

TEST_F(Shop, NothingIsAPriceToo) {
  EXPECT_EQ(open({{"Anna", 1h, 0}}), 0) << "she has paid nothing, which is not less than nothing";
  EXPECT_TRUE(in_order(ledger(), {"Anna pays 0, that makes 0", "the till has 0"})) << "she was there";
}

TEST_F(Shop, WithoutGuestsThereIsALastLine) {
  EXPECT_EQ(open({}), 0) << "nobody came";
  EXPECT_TRUE(in_order(ledger(), {"the till has 0"})) << "nobody came";
}

TEST_F(Shop, ManyComeAtTheSameTime) {
  constexpr int many = 300;
  std::vector<Guest> guests;
  std::vector<std::string> expected;
  for (int i = 1; i <= many; ++i) {
    const std::string name = "guest " + std::to_string(i);
    guests.push_back({name, 1h, 1});
    expected.push_back(name + " pays 1, that makes " + std::to_string(i));
  }
  expected.push_back("the till has 300");
  EXPECT_EQ(open(std::move(guests)), many) << "each has paid once";
  EXPECT_TRUE(in_order(ledger(), expected))
      << "each line is whole, in the order of the list, and the sums are right";
}

TEST_F(Shop, TheLoopIsNeverBlocked) {
  open({{"Anna", 1h, 10}, {"Boris", 1h, 20}});
  EXPECT_TRUE(check::nobody_was_blocked()) << "who waits for a guest lets the others run";
}

Task<> count_threads(Timers& timers, std::ptrdiff_t& most) {
  for (;; co_await sleep_for(timers, 10min)) most = std::max(most, threads());
}

TEST_F(Shop, OneThreadMoreIsEnough) {
  std::vector<Guest> guests(50, Guest{"guest", 2h, 1});
  const auto before = threads();
  std::ptrdiff_t most = 0;
  const Future<void> counts = start(loop, count_threads(poller.timers(), most));
  open(std::move(guests));
  EXPECT_LE(most, before + 1) << "fifty guests are waited for, and there is the writer's thread";
}

TEST_F(Shop, AnErrorSendsTheOthersAway) {
  const auto before = check::open_descriptors();
  EXPECT_THROW(open({{"Anna", 1h, 10}, {"Boris", 2h, -5}, {"Clara", 3h, 20}}), std::invalid_argument)
      << "Boris takes money out of the till";
  EXPECT_EQ(check::open_descriptors(), before) << "the ledger is closed when the error is brought";
  EXPECT_EQ(clock.now().time_since_epoch(), 2h) << "Clara is not waited for";
  const std::vector<std::string> lines = ledger();
  for (const std::string& line : lines)
    EXPECT_EQ(line, "Anna pays 10, that makes 10") << "nobody else has paid, and there is no last line";
}

/// An hour after she came time stands still until something is in the ledger: the writer's thread has all
/// that it needs. (Who has not written it by then is waited for in vain.)
TEST_F(Shop, WhatWasWrittenBeforeAnErrorStaysWritten) {
  const SlowFile file(path);
  Future<int> till = start(loop, shop(home, {{"Anna", 1h, 10}, {"Boris", 3h, -5}}, path), "shop");
  while (clock.now() < TimePoint(1h) && loop.run_one()) continue;
  const Callback later = poller.timers().call_later(1h, [&] { (void)file.wait_for_something(5s); });
  while (!till.ready() && loop.run_one()) continue;
  ASSERT_TRUE(till.ready()) << "the error is brought";
  EXPECT_THROW((void)till.get(), std::invalid_argument) << "Boris takes money out of the till";
  EXPECT_EQ(file.read_all(), "Anna pays 10, that makes 10\n")
      << "Anna had paid two hours before, and her line went to the ledger when she came";
}

/// At one o'clock the ledger takes a part of Anna's line, and no more. Boris comes at two; a day after her
/// there is no reader any more, and so an error of writing. It is not the first.
TEST_F(Shop, NobodyWaitsForTheLineOfAnother) {
  SlowFile file(path);
  const std::string long_name(SlowFile::much, 'x');
  Future<int> till = start(loop, shop(home, {{long_name, 1h, 1}, {"Boris", 2h, -5}}, path), "shop");
  while (clock.now() < TimePoint(1h) && loop.run_one()) continue;
  const Callback later = poller.timers().call_later(24h, [&] {
    (void)file.wait_for_something(10s);
    file.close();
  });
  while (!till.ready() && loop.run_one()) continue;
  ASSERT_TRUE(till.ready()) << "the error is brought";
  EXPECT_THROW((void)till.get(), std::invalid_argument)
      << "he came at two, long before her line failed: he has not to wait until it is written";
}

/// When something is in the ledger, and a moment later.
Task<> strike(Timers& timers, SlowFile& file, std::promise<void>& five) {
  while (!file.has_something()) co_await sleep_for(timers, 1ms);
  co_await sleep_for(timers, 5ms);
  five.set_value();
}

/// On real time, for the time of others does not jump. The other end of the ledger is read from five o'clock
/// on; or, if the loop never gets there, two seconds after the first piece.
TEST_F(Shop, ASlowLedgerBlocksNobody) {
  Loop today;
  Poller real(today);
  Mailbox here(real);
  SlowFile file(path);
  const std::string long_name(SlowFile::much, 'x');
  Future<int> till = start(today, shop(here, {{long_name, 1ms, 1}, {"Boris", 2ms, 1}}, path), "shop");
  std::promise<void> five;
  const Future<void> strikes = start(today, strike(real.timers(), file, five));
  bool in_time = false;
  std::size_t got = 0;
  std::thread reader([&, strikes_five = five.get_future()] {
    if (!file.wait_for_something(10s)) return;
    in_time = strikes_five.wait_for(2s) == std::future_status::ready;
    got = file.read_all().size();
  });
  while (!till.ready() && today.run_one()) continue;
  reader.join();
  EXPECT_TRUE(in_time) << "it strikes five while the ledger is slow: the loop goes on";
  ASSERT_TRUE(till.ready()) << "the shop closes when all is written";
  EXPECT_EQ(till.get(), 2) << "both have paid";
  const std::string rest = " pays 1, that makes 1\nBoris pays 1, that makes 2\nthe till has 2\n";
  EXPECT_EQ(got, long_name.size() + rest.size()) << "all of it was written";
}

Task<> until_something(Timers& timers, SlowFile& file) {
  while (!file.has_something()) co_await sleep_for(timers, 1ms);
}

/// On real time. The first shop stands at its slow ledger while the second opens and closes; its ledger is
/// read from then on, or, if the loop never gets there, after two seconds.
TEST_F(Shop, KnowsNothingOfAnother) {
  Loop today;
  Poller real(today);
  Mailbox here(real);
  SlowFile file(path);
  Future<int> till = start(today, shop(here, {{std::string(SlowFile::much, 'x'), 1ms, 1}}, path), "shop");
  std::promise<void> closed;
  std::thread reader([&, other_is_closed = closed.get_future()] {
    if (!file.wait_for_something(10s)) return;
    (void)other_is_closed.wait_for(2s);
    (void)file.read_all();
  });
  sync_wait(today, until_something(real.timers(), file));
  EXPECT_EQ(sync_wait(today, shop(here, {{"Boris", 1ms, 20}}, folder.file("other"))), 20)
      << "one guest has come here";
  closed.set_value();
  while (!till.ready() && today.run_one()) continue;
  reader.join();
  ASSERT_TRUE(till.ready()) << "the shop closes when all is written";
  EXPECT_EQ(till.get(), 1) << "Boris has paid in the other shop";
}

}  // namespace
