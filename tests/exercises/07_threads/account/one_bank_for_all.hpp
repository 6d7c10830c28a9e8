// Wrong: there is one bank, that of whoever opened an account last.
// Caught by: Account.AccountsDoNotWaitForEachOther (wrong value)
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
#include <stdexcept>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/task.hpp"
#include "07_threads/mutex.hpp"

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
  Account(Timers& timers, Bank& bank) : mutex_(timers.loop()) { bank_ = &bank; }

  Task<bool> withdraw(int amount) {
    const Permit lock = co_await mutex_.lock();
    const int balance = co_await bank_->read();
    if (balance < amount) co_return false;
    co_await bank_->write(balance - amount);
    co_return true;
  }

 private:
  static inline Bank* bank_ = nullptr;
  Mutex mutex_;
};

}  // namespace unroll
