#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/cell.hpp"
#include "03_futures/result.hpp"

namespace unroll {

/// A promise died before it was set.
class BrokenPromise : public std::logic_error {
 public:
  BrokenPromise() : std::logic_error("the promise was destroyed before it had a value") {}
};

/// Tells the loop of an error that has no way left to whoever should know of it. `whose`: in a trace, the
/// future that brought it; nobody if none did.
inline void report_lost(const Loop& loop, const std::exception_ptr& error,
                        [[maybe_unused]] trace::Id whose = {}) {
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& error_itself) {
    const char* const what = error_itself.what();
    trace::emit(trace::Verb::lose, whose, {.label = what});
    loop.report(std::string("Loop: an error that nobody took: ") + what + "\n");
  } catch (...) {
    trace::emit(trace::Verb::lose, whose, {.label = "not a std::exception"});
    loop.report("Loop: an error that nobody took, not a std::exception\n");
  }
}

/// The cell that a Promise and its Future share: the Future owns it, the Promise has a ticket.
template <class T>
class State : public Cell {
 public:
  /// Not known yet. `about`: in a trace, the future or the frame that it is made from.
  explicit State(Loop& loop, [[maybe_unused]] Site site = {}, [[maybe_unused]] trace::Id about = {})
      : loop_(loop) {
    trace::emit(trace::Verb::make, id_, {.site = site, .about = about});
  }
  ~State() override {
    trace::emit(trace::Verb::drop, id_);
    if (!taken_ && result_.failed()) report_lost(loop_, result_.error(), id_);
  }

  /// Keeps the result and posts the waiter. Never runs it here and now. Twice: the first counts.
  void resolve(Result<T> result) {
    if (result_.known()) return;
    trace::emit(trace::Verb::resolve, id_, {.value = result.failed(), .label = trace::Text(result.value())});
    result_ = std::move(result);
    if (waiter) wake();
  }

  /// `job` is posted once the result is known; it never runs here and now.
  void wait(Job job, [[maybe_unused]] Site site = {}, [[maybe_unused]] trace::Id on_behalf_of = {}) {
    waiter = std::move(job);
    if (trace::is_somebody(on_behalf_of)) trace::emit(trace::Verb::source, on_behalf_of, {.about = id_});
    trace::emit(trace::Verb::wait, waiter.id(), {.site = site, .about = id_});
    if (result_.known()) wake();
  }

  /// The promise is gone. Nobody promised any more and nobody asked yet: if the future goes too, that is no
  /// loss. Whoever takes this error and passes it on has it reported like any other.
  void break_promise() {
    taken_ = true;
    resolve(std::make_exception_ptr(BrokenPromise()));
  }

  /// There is a result; also after it was taken.
  bool known() const { return result_.known(); }

  /// The result is an error. False as long as there is none.
  bool failed() const { return result_.failed(); }

  /// Moves the result out: whoever has it now has its error too, which is reported no more. Needs: known.
  Result<T> take() {
    taken_ = true;
    trace::emit(trace::Verb::take, id_);
    return std::move(result_);
  }

  void give_up() override {
    taken_ = true;
    Cell::give_up();
  }

  /// On which the waiter runs.
  Loop& loop() const { return loop_; }

  /// Who it is in a trace; its promise and its future are one.
  trace::Id id() const { return id_; }

 private:
  void wake() { redeem(loop_, std::shared_ptr<Job>(shared_from_this(), &waiter)); }

  Loop& loop_;
  Result<T> result_;
  bool taken_ = false;
  [[no_unique_address]] trace::Id id_ = trace::new_id();
};

/// A value that is not there yet. One consumer: whoever holds the Future may take the value, once.
/// Ownership: owns all that works towards the value as far as it is known here (the futures it is made from,
/// the functions in between, a started task). Destroying it cancels all that. Lifetime: dies before its loop.
/// Threads: the loop's. Errors: travel to whoever takes the value. An error that nobody took is reported to
/// the loop; not that of one who lost or was cancelled. Cost: one allocation, shared with the promise.
template <class T>
class [[nodiscard("a future that nobody keeps cancels what it stands for")]] Future {
 public:
  /// What it brings, for templates that are given the future alone.
  using value_type = T;

  Future() = default;

  /// For whoever makes a cell of his own: the future owns it from here on.
  explicit Future(std::shared_ptr<State<T>> state) : cell_(std::move(state)) {}
  Future(Future&&) noexcept = default;
  Future& operator=(Future&& other) noexcept {
    dispose(std::exchange(cell_, std::move(other.cell_)));
    return *this;
  }
  ~Future() {
    if (cell_ != nullptr) dispose(std::move(cell_));
  }

  /// False once it was given away or taken.
  bool valid() const { return cell_ != nullptr; }

  /// True if `get` would not be too early. Errors: std::logic_error if it is empty.
  bool ready() const { return state().known(); }

  /// The value, or throws the error. Never waits. Errors: std::logic_error if it is not ready.
  T get() { return take().take(); }

  /// The same, with the error in the result, not thrown.
  Result<T> take() {
    if (!ready())
      throw std::logic_error("Future::get before the value is there; a future never blocks: use then");
    Future used = std::move(*this);
    return used.state().take();
  }

  /// What happens next: runs `function` in a job of its own once the value is there, and stands for what it
  /// returns (a Future it returns is waited for). `function` takes the value; an error then passes by it and
  /// travels on. Or it takes the ready Future<T>, and sees both.
  template <class F>
  auto then(F function, Site site = {}) &&;

  /// For the chapters above: `job` is posted once the value is there; it never runs here and now.
  /// `on_behalf_of` names the future that will come of it, if any.
  void wait(Job job, Site site = {}, trace::Id on_behalf_of = {}) {
    state().wait(std::move(job), site, on_behalf_of);
  }

  /// The place where this owns its cell, for `each_source`; null if it is empty.
  Cell::Slot& cell() { return cell_; }

  /// The loop on which it becomes ready. Errors: std::logic_error if it is empty.
  Loop& loop() const { return state().loop(); }

  /// Who it is in a trace; nobody if it is empty.
  trace::Id id() const noexcept {
    return cell_ == nullptr ? trace::Id{} : static_cast<State<T>&>(*cell_).id();
  }

 private:
  State<T>& state() const {
    if (cell_ == nullptr) throw std::logic_error("Future: empty; it was moved away or its value was taken");
    return static_cast<State<T>&>(*cell_);
  }

  Cell::Slot cell_;  // always a State<T>; as a Slot so that `each_source` can show it
};

/// The other end: whoever will know the value. It always answers: destroyed unset, it resolves with
/// BrokenPromise. Lifetime: dies before its loop until its future is taken, after that any. It may outlive
/// its future; then nobody is told. Threads: the loop's.
template <class T>
class Promise {
 public:
  /// Makes what it shares with its future, and whose waiter will run on `loop`.
  explicit Promise(Loop& loop, Site site = {})
      : state_(std::make_shared<State<T>>(loop, site)), ticket_(state_) {}
  Promise(Promise&& other) noexcept
      : state_(std::move(other.state_)),
        ticket_(std::move(other.ticket_)),
        set_(std::exchange(other.set_, true)) {}
  Promise& operator=(Promise&& other) noexcept {
    Promise before = std::move(*this);
    state_ = std::move(other.state_);
    ticket_ = std::move(other.ticket_);
    set_ = std::exchange(other.set_, true);
    return *this;
  }
  ~Promise() {
    if (set_) return;
    if (const std::shared_ptr<State<T>> state = ticket_.lock()) state->break_promise();
  }

  /// Once.
  Future<T> get_future() {
    if (state_ == nullptr)
      throw std::logic_error("Promise::get_future a second time: a value has one consumer");
    return Future<T>(std::move(state_));
  }

  /// Never runs whoever waits here and now. Errors: std::logic_error if it was set before or moved away, or
  /// if the error is null.
  void set_value(Value<T> value = {}) { settle(std::move(value)); }

  /// The same with an error, which is thrown at whoever takes the value.
  void set_exception(std::exception_ptr error) {
    if (error == nullptr) throw std::logic_error("Promise::set_exception: there is no exception");
    settle(std::move(error));
  }

  /// True once the future is gone: nobody will see the value.
  bool abandoned() const { return ticket_.expired(); }

 private:
  void settle(Result<T> result) {
    if (set_) throw std::logic_error("Promise: set already; a value is set once");
    set_ = true;
    if (const std::shared_ptr<State<T>> state = ticket_.lock()) state->resolve(std::move(result));
  }

  std::shared_ptr<State<T>> state_;  // until the future takes it
  std::weak_ptr<State<T>> ticket_;
  bool set_ = false;
};

}  // namespace unroll

#include "03_futures/then.hpp"
