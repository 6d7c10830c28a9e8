#pragma once

#include <memory>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "04_coroutines/start.hpp"
#include "07_threads/letter.hpp"

namespace unroll {

/// The loop that was to do something has gone.
class LoopGone : public std::runtime_error {
 public:
  LoopGone() : std::runtime_error("the loop that was to do this has gone") {}
};

/// A task that a loop runs on behalf of somebody elsewhere. `Answer` has `send(Result<T>)`. Threads: of the
/// loop that runs it, but for the constructor.
template <class T, class Answer>
class Guest final : public Mailbox::Guest {
 public:
  explicit Guest(Answer answer) : answer_(std::move(answer)) {}

  template <class F>
  void begin(Mailbox& host, F& make_task, std::string name) {
    host_ = &host;
    host.take_in(this->shared_from_this());
    auto task = result_of<Task<T>>(make_task);
    if (task.failed()) return end(task.error());
    work_ = start(host.loop(), task.take(), std::move(name));
    work_.wait(Job([this] { end(work_.take()); }));
  }

  void call_off() { host_->let_go(*this); }

 private:
  void end(Result<T> result) {
    const auto alive = this->shared_from_this();
    host_->let_go(*this);
    answer_.send(std::move(result));
  }

  Answer answer_;
  Mailbox* host_ = nullptr;
  Future<T> work_;
};

template <class F>
using TaskValue = typename std::invoke_result_t<F&>::value_type;

/// Runs a task on another thread's loop, and waits for it on this one: the bridge between two loops.
/// `make_task` is called over there; what it captured dies there. The future brings home what the task
/// returns or throws; destroying it cancels the task, over there, soon. Threads: of `home`. Errors, brought
/// by the future: LoopGone; BrokenPromise if that loop goes meanwhile.
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
  auto begin = [there, guest = std::move(guest), make_task = std::move(make_task),
                name = std::move(name)]() mutable {
    guest->begin(*there.mailbox(), make_task, std::move(name));
  };
  if (!there.post(Job(std::move(begin)), site)) expected->arrive(std::make_exception_ptr(LoopGone()));
  return Future<T>(std::move(expected));
}

/// The same for a thread that has no loop: blocks it until the task has ended. Errors: WrongThread on the
/// thread of that loop, which would wait for itself; LoopGone; what the task throws.
template <class F>
TaskValue<F> run_on_and_wait(const Mailbox::Sender& there, F make_task, std::string name = {}) {
  using T = TaskValue<F>;
  if (there.is_at_home())
    throw WrongThread(
        "run_on_and_wait on the thread of that loop, which would wait for itself: co_await the task");
  BlockingAnswer<T> answer;
  std::future<Result<T>> result = answer.future();
  auto guest = std::make_shared<Guest<T, BlockingAnswer<T>>>(std::move(answer));
  auto begin = [there, guest = std::move(guest), make_task = std::move(make_task),
                name = std::move(name)]() mutable {
    guest->begin(*there.mailbox(), make_task, std::move(name));
  };
  if (!there.post(Job(std::move(begin)))) throw LoopGone();
  return take_from(std::move(result), LoopGone());
}

}  // namespace unroll
