#include "07_threads/account.hpp"

#include <memory>
#include <string>

#include "04_coroutines/start.hpp"
#include "05_scopes/scope.hpp"
#include "check.hpp"

namespace {

using namespace unroll;
using namespace std::chrono_literals;
using check::in_order;
using check::Seen;

struct Account : testing::Test {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  Bank bank{timers, 100};
  unroll::Account account{timers, bank};
  Seen seen;

  long seconds() const {
    return static_cast<long>(
        std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch()).count());
  }
};

Task<> take(unroll::Account& from, int amount, Seen& seen) {
  const bool paid = co_await from.withdraw(amount);
  seen(std::to_string(amount) + (paid ? " paid" : " refused"));
}

TEST_F(Account, NoWithdrawalIsLost) {
  Scope scope(loop);
  for (int i = 0; i != 5; ++i) scope.spawn(take(account, 10, seen), "takes 10");
  loop.run();
  EXPECT_EQ(seen.lines().size(), 5U) << "each comes to an end";
  EXPECT_EQ(bank.balance(), 50) << "five times 10 are gone, also when all ask at the same time";
}

TEST_F(Account, TakesNothingThatIsNotThere) {
  Scope scope(loop);
  for (const int amount : {80, 70, 20}) scope.spawn(take(account, amount, seen));
  loop.run();
  EXPECT_TRUE(in_order(seen, {"80 paid", "70 refused", "20 paid"})) << "one after the other, in their order";
  EXPECT_EQ(bank.balance(), 0) << "who was refused has taken nothing";
}

TEST_F(Account, WhoWaitsDoesNothingUntilHisTurnComes) {
  Scope scope(loop);
  for (int i = 1; i != 11; ++i) scope.spawn(take(account, i, seen));
  int jobs = 0;
  while (loop.run_one()) ++jobs;
  EXPECT_EQ(seconds(), 30) << "ten of them, three seconds each, and not a moment between them";
  EXPECT_LT(jobs, 300) << "who waits is woken once, and does not look again and again";
}

TEST_F(Account, OneThatFailsLeavesItToTheNext) {
  Future<bool> fails = start(loop, account.withdraw(1), "fails");
  Future<bool> next = start(loop, account.withdraw(2), "next");
  bank.closed = true;
  while (!fails.ready() && loop.run_one()) continue;
  bank.closed = false;
  loop.run();
  EXPECT_THROW(fails.get(), std::runtime_error) << "the error of the bank is that of the withdrawal";
  ASSERT_TRUE(next.ready()) << "who failed has left, and the next has his turn";
  EXPECT_TRUE(next.get()) << "the next one is paid";
  EXPECT_EQ(bank.balance(), 98) << "only the second has taken something";
}

/// Destroyed after each number of jobs that there is.
TEST_F(Account, OneThatIsDestroyedLeavesItToTheNext) {
  for (int steps = 0; steps != 40; ++steps) {
    Bank other_bank(timers, 100);
    unroll::Account other(timers, other_bank);
    auto goes = std::make_unique<Future<bool>>(start(loop, other.withdraw(1), "goes"));
    Future<bool> waits = start(loop, other.withdraw(2), "waits");
    Future<bool> last = start(loop, other.withdraw(4), "last");
    for (int i = 0; i != steps && loop.run_one(); ++i) continue;
    goes.reset();
    loop.run();
    ASSERT_TRUE(waits.ready() && last.ready())
        << "one was destroyed after " << steps << " jobs; the others go on";
    EXPECT_TRUE(waits.get() && last.get()) << "they are paid";
    EXPECT_LE(other_bank.balance(), 94) << "what was paid is gone, after " << steps << " jobs";
  }
}

/// The same with one who waits for his turn, or has just been told that it has come.
TEST_F(Account, OneThatIsDestroyedWhileItWaitsIsPassedOver) {
  for (int steps = 0; steps != 60; ++steps) {
    Bank other_bank(timers, 100);
    unroll::Account other(timers, other_bank);
    Future<bool> first = start(loop, other.withdraw(1), "first");
    auto goes = std::make_unique<Future<bool>>(start(loop, other.withdraw(2), "goes"));
    Future<bool> last = start(loop, other.withdraw(4), "last");
    for (int i = 0; i != steps && loop.run_one(); ++i) continue;
    goes.reset();
    loop.run();
    ASSERT_TRUE(first.ready() && last.ready())
        << "one that waited was destroyed after " << steps << " jobs; the others go on";
    EXPECT_TRUE(first.get() && last.get()) << "they are paid";
    EXPECT_LE(other_bank.balance(), 95) << "what was paid is gone, after " << steps << " jobs";
  }
}

TEST_F(Account, AccountsDoNotWaitForEachOther) {
  Bank other_bank(timers, 100);
  unroll::Account other(timers, other_bank);
  Scope scope(loop);
  scope.spawn(take(account, 1, seen));
  scope.spawn(take(other, 2, seen));
  loop.run();
  EXPECT_EQ(seconds(), 3) << "both take three seconds, at the same time";
  EXPECT_EQ(bank.balance(), 99) << "from each bank is taken what its own account paid";
  EXPECT_EQ(other_bank.balance(), 98) << "from each bank is taken what its own account paid";
}

}  // namespace
