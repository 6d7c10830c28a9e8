// Wrong: a list of promises: one of them is kept to somebody who has gone, and the turn is lost.
// Caught by: Account.OneThatIsDestroyedWhileItWaitsIsPassedOver (lost wake-up)
#pragma once

// To take money is to ask for the balance, and then to write the new one. Both take seconds, and in between
// others run. Whoever wrote this put a lock around it, as one does with threads. Mend it.
//
// Contract
// - `withdraw` takes the amount and brings true; or brings false, and takes nothing, if there is not as much.
// - Of one account withdrawals are made one after the other, in the order in which they began. So none is
//   lost, however many there are at a time.
// - One that fails or is destroyed, wherever it is, leaves the account to the next.
// - Who waits for his turn blocks nobody, and does nothing until it comes. Accounts do not wait for each
// other.
// - `Bank` stays as it is.

#include <chrono>
#include <deque>
#include <stdexcept>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/task.hpp"

namespace unroll {

/// Far away: an answer takes a second, and a change two.
class Bank {
 public:
  Bank(Timers& timers, int balance) : timers_(timers), balance_(balance) {}

  Task<int> read() {
    co_await sleep_for(timers_, std::chrono::seconds(1));
    co_return balance_;
  }

  /// Errors: std::runtime_error when the bank is closed.
  Task<> write(int balance) {
    co_await sleep_for(timers_, std::chrono::seconds(2));
    if (closed) throw std::runtime_error("the bank is closed");
    balance_ = balance;
  }

  int balance() const { return balance_; }
  bool closed = false;

 private:
  Timers& timers_;
  int balance_;
};

class Account {
 public:
  Account(Timers& timers, Bank& bank) : bank_(bank), loop_(timers.loop()) {}

  Task<bool> withdraw(int amount) {
    if (std::exchange(busy_, true)) co_await waiting_.emplace_back(loop_).get_future();
    const Turn turn{*this};
    const int balance = co_await bank_.read();
    if (balance < amount) co_return false;
    co_await bank_.write(balance - amount);
    co_return true;
  }

 private:
  struct Turn {
    Account& account;
    ~Turn() { account.next(); }
  };

  void next() {
    busy_ = !waiting_.empty();
    if (!busy_) return;
    Promise<void> first = std::move(waiting_.front());
    waiting_.pop_front();
    first.set_value();
  }

  Bank& bank_;
  Loop& loop_;
  std::deque<Promise<void>> waiting_;
  bool busy_ = false;
};

}  // namespace unroll
