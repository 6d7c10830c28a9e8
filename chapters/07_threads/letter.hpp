#pragma once

#include <future>
#include <memory>
#include <optional>
#include <utility>

#include "03_futures/future.hpp"
#include "07_threads/circle.hpp"
#include "07_threads/mailbox.hpp"

namespace unroll {

/// A future whose value comes by mail: keeps its loop running until then.
template <class T>
class Expected final : public State<T>, public CalledOn {
 public:
  /// Keeps the loop of `home` running from here on. Threads: the loop's, as for all of it.
  Expected(Mailbox& home, Site site) : State<T>(home.loop(), site), work_(home) {}

  /// May post a letter: without memory for it, std::bad_alloc ends the program.
  ~Expected() override {
    if (call_off_ && !this->known()) call_off_();
  }

  /// `job` runs if nobody wants the value any more and it has not come. Needs: it runs nothing of the user's.
  void on_call_off(Job job) { call_off_ = std::move(job); }

  /// The answer is there: posts whoever waits, and no longer keeps the loop running. Twice: the first counts.
  /// `if_given_up`, if there is one, runs where nobody wants it any more before anybody saw it, at once if it
  /// was given up before; what is said of `on_call_off` holds for it too.
  void arrive(Result<T> result, Job if_given_up = {}) {
    if (this->known()) return;
    work_.end();
    call_off_ = std::move(if_given_up);
    pool = nullptr;
    this->resolve(std::move(result));
    if (given_up_) tell_that_it_is_given_up();
  }
  void give_up() override {
    given_up_ = true;
    if (this->known()) tell_that_it_is_given_up();
    State<T>::give_up();
  }
  void refuse() override { arrive(std::make_exception_ptr(CircularWait())); }

 private:
  void tell_that_it_is_given_up() {
    if (Job job = std::move(call_off_)) job();
  }

  Mailbox::Work work_;
  Job call_off_;
  bool given_up_ = false;  // it may live on for a turn
};

/// The other end of it, for another thread: a promise that travels. The state of the future stays at home;
/// what travels is a ticket, and only at home is it ever redeemed. Always answered: destroyed unsent, it
/// brings BrokenPromise. Threads: any, one at a time.
template <class T>
class Letter {
 public:
  /// Keeps a ticket: the future may go away before the letter is sent.
  Letter(const Mailbox::Sender& home, const std::shared_ptr<Expected<T>>& to) : home_(home), to_(to) {}
  Letter(Letter&&) noexcept = default;
  Letter& operator=(Letter&&) = delete;
  ~Letter() {
    if (!to_.expired()) send(std::make_exception_ptr(BrokenPromise()));
  }

  /// False once nobody waits for it.
  bool wanted() const { return !to_.expired(); }

  /// Posts the answer home. Once; a second one is dropped. If the mailbox has gone, `result` dies here and
  /// now. Cost: as Mailbox::post; an allocation where a Result<T> takes more than 32 bytes.
  void send(Result<T> result) {
    auto open = [to = to_, result = std::move(result)]() mutable {
      if (const auto expected = to.lock()) expected->arrive(std::move(result));
    };
    (void)home_.post(Job(std::move(open)), "letter");
    to_.reset();
  }

  /// The same; but if nobody waits for it any more when it is opened, `unclaimed(result)` is called, at home;
  /// of an error also if it is given up between then and when it is seen.
  template <class F>
  void send(Result<T> result, F unclaimed) {
    auto open = [to = to_, result = std::move(result), unclaimed = std::move(unclaimed)]() mutable {
      const auto expected = to.lock();
      if (expected == nullptr) return unclaimed(std::move(result));
      Job if_given_up;
      if (result.failed())
        if_given_up = [error = result.error(), unclaimed = std::move(unclaimed)] { unclaimed(error); };
      expected->arrive(std::move(result), std::move(if_given_up));
    };
    (void)home_.post(Job(std::move(open)), "letter");
    to_.reset();
  }

 private:
  Mailbox::Sender home_;
  std::weak_ptr<Expected<T>> to_;
};

/// What a thread waits for that has no loop: it blocks.
template <class T>
class BlockingAnswer {
 public:
  /// What the thread blocks on. Once.
  std::future<Result<T>> future() { return promise_.get_future(); }

  /// Always: a thread that blocks does not go away.
  bool wanted() const { return true; }

  /// Once, from any thread. Destroyed unsent, it leaves the future with std::future_error.
  void send(Result<T> result) { promise_.set_value(std::move(result)); }

 private:
  std::promise<Result<T>> promise_;
};

/// Blocks until the answer is there. Threads: any but the one that is to answer. Errors: `gone` if it never
/// will be; the answer, if that is one.
template <class T, class Gone>
T take_from(std::future<Result<T>> answer, Gone gone) {
  answer.wait();
  std::optional<Result<T>> result;
  try {
    result = answer.get();
  } catch (const std::future_error&) {
    throw gone;
  }
  return result->take();
}

}  // namespace unroll
