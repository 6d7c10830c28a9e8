#pragma once

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <vector>

#include "04_coroutines/start.hpp"
#include "07_threads/letter.hpp"
#include "07_threads/pool.hpp"

namespace unroll {

/// The loop that was to do something has gone.
class LoopGone : public std::runtime_error {
 public:
  LoopGone() : std::runtime_error("the loop that was to do this has gone") {}
};

/// Those for whom workers of that pool wait here; or only those of its slow jobs.
inline std::vector<Mailbox::Guest*> waited_for_here(const Mailbox& host, const void* pool, bool only_slow) {
  std::vector<Mailbox::Guest*> guests;
  for (const auto& guest : host.guests()) {
    const Worker waiting = guest->waiting_worker();
    if (waiting.pool == pool && (!only_slow || waiting.lane == Lane::slow)) guests.push_back(guest.get());
  }
  return guests;
}

/// Whether that many keep all workers of the pool waiting; or all that slow jobs may take: all but one.
inline bool takes_all(std::size_t guests, std::size_t workers, bool only_slow) {
  return guests + (only_slow ? 1 : 0) >= workers;
}

/// A call that will never be run, if there is one: all workers of the pool of which `guest` keeps one wait
/// for calls on that pool. Or all that slow jobs may take wait for slow calls. Null as long as anything else
/// can wake any of those that they wait for.
inline CalledOn* call_that_closes_the_circle(const Mailbox& host, const Worker& waiting, bool only_slow) {
  const std::vector<Mailbox::Guest*> guests = waited_for_here(host, waiting.pool, only_slow);
  if (!takes_all(guests.size(), waiting.of, only_slow)) return nullptr;
  std::vector<CalledOn*> calls;
  for (Mailbox::Guest* const one : guests) {
    if (one->cell() == nullptr || !waits_only_for(*one->cell(), waiting.pool, calls)) return nullptr;
  }
  const auto may_run = [only_slow](const CalledOn* call) { return only_slow && call->lane != Lane::slow; };
  return calls.empty() || std::any_of(calls.begin(), calls.end(), may_run) ? nullptr : calls.front();
}

/// A task that a loop runs on behalf of somebody elsewhere. `Answer` has `send(Result<T>)`. Threads: of the
/// loop that runs it, but for the constructor.
template <class T, class Answer>
class Guest final : public Mailbox::Guest {
 public:
  /// Any thread. `waiting`: the worker that stands still until the answer is there, if one does.
  explicit Guest(Answer answer, Worker waiting = {}) : answer_(std::move(answer)), waiting_(waiting) {}

  /// Calls `make_task`, once, and starts its task; `host` keeps this alive until it has ended. What
  /// `make_task` throws is the answer; so is why its task cannot be started.
  template <class F>
  void begin(Mailbox& host, std::optional<F>& make_task, std::string name) {
    host_ = &host;
    host.take_in(this->shared_from_this());
    auto work = result_of<Future<T>>([&] { return start(host.loop(), (*make_task)(), std::move(name)); });
    make_task.reset();  // what it captured dies before anybody hears of it
    if (work.failed()) return end(work.error());
    work_ = work.take();
    work_.wait(Job([this] { end(work_.take()); }));
    if (waiting_.pool != nullptr) watch_for_a_circle();
  }

  /// Destroys the task, and this; the answer is never sent. Needs: it has begun.
  void call_off() { host_->let_go(*this); }

  Worker waiting_worker() const override { return waiting_; }
  Cell* cell() override { return work_.valid() ? work_.cell().get() : nullptr; }

 private:
  /// As long as all workers of a pool wait for this loop, or all that slow jobs may take.
  void watch_for_a_circle() {
    const auto none_is_left = [this](bool only_slow) {
      return takes_all(waited_for_here(*host_, waiting_.pool, only_slow).size(), waiting_.of, only_slow);
    };
    if (!none_is_left(false) && !none_is_left(true)) return;
    look_ = host_->poller().timers().call_later(std::chrono::milliseconds(100), [this] {
      for (const bool only_slow : {false, true}) {
        if (CalledOn* const call = call_that_closes_the_circle(*host_, waiting_, only_slow)) call->refuse();
      }
      watch_for_a_circle();
    });
  }

  void end(Result<T> result) {
    const auto alive = this->shared_from_this();
    host_->let_go(*this);
    answer_.send(std::move(result));
  }

  Answer answer_;
  const Worker waiting_;
  Mailbox* host_ = nullptr;
  Callback look_;
  Future<T> work_;
};

/// What the task brings that `make_task` makes.
template <class F>
using TaskValue = typename std::invoke_result_t<F&>::value_type;

/// Runs a task on another thread's loop, and waits for it on this one: the bridge between two loops.
/// `make_task` is called over there; what it captured dies there. The future brings home what the task
/// returns or throws; destroying it cancels the task, over there, soon. Lifetime: `home` outlives the future,
/// which would wait for ever. Threads: of `home`. Errors, brought by the future: LoopGone; BrokenPromise if
/// that loop, or its mailbox, goes meanwhile. Cost: two letters; four allocations here, or three if something
/// else holds the loop open.
template <class F>
Future<TaskValue<F>> run_on(const Mailbox::Sender& there, Mailbox& home, F make_task, std::string name = {},
                            Site site = {}) {
  using T = TaskValue<F>;
  auto expected = std::make_shared<Expected<T>>(home, site);
  auto guest = std::make_shared<Guest<T, Letter<T>>>(Letter<T>(home.sender(), expected));
  expected->on_call_off(Job([there, guest = std::weak_ptr(guest)] {
    (void)there.post(Job([guest] {
      if (const auto running = guest.lock()) running->call_off();
    }));
  }));
  auto begin = [there, guest = std::move(guest), make_task = std::optional<F>(std::move(make_task)),
                name = std::move(name)]() mutable {
    if (Mailbox* const host = there.mailbox()) guest->begin(*host, make_task, std::move(name));
  };
  if (!there.post(Job(std::move(begin)), site)) expected->arrive(std::make_exception_ptr(LoopGone()));
  return Future<T>(std::move(expected));
}

/// The same for a thread that has no loop: blocks it until the task has ended. Errors: WrongThread on the
/// thread of that loop, which would wait for itself; LoopGone, also when the mailbox dies meanwhile; what the
/// task throws. While the mailbox lives and its loop does not run, it waits. When every worker of a
/// pool waits so, and all that they wait for are calls on the same pool (`call_on` from those tasks), one of
/// the calls is refused with CircularWait, within 200 ms: else none would ever go on. So it is with all the
/// workers that slow jobs may take, and slow calls. Not seen is what goes over a second loop or a second
/// pool: a worker that waits for a loop whose thread waits for that worker (`call_on_and_wait`) waits for
/// ever.
template <class F>
TaskValue<F> run_on_and_wait(const Mailbox::Sender& there, F make_task, std::string name = {}) {
  using T = TaskValue<F>;
  if (there.is_at_home())
    throw WrongThread(
        "run_on_and_wait on the thread of that loop, which would wait for itself: co_await the task");
  BlockingAnswer<T> answer;
  std::future<Result<T>> result = answer.future();
  auto guest = std::make_shared<Guest<T, BlockingAnswer<T>>>(std::move(answer), Pool::worker_here());
  auto begin = [there, guest = std::move(guest), make_task = std::optional<F>(std::move(make_task)),
                name = std::move(name)]() mutable {
    if (Mailbox* const host = there.mailbox()) guest->begin(*host, make_task, std::move(name));
  };
  if (!there.post(Job(std::move(begin)))) throw LoopGone();
  return take_from(std::move(result), LoopGone());
}

}  // namespace unroll
