#pragma once

#include <concepts>
#include <coroutine>
#include <exception>
#include <source_location>
#include <stdexcept>
#include <utility>

#include "03_futures/future.hpp"
#include "04_coroutines/frame.hpp"

namespace unroll {

template <class T>
class TaskPromise;

/// A function that can suspend: a coroutine that runs when it is awaited or started, never before.
/// Ownership: owns the coroutine's frame, and so its parameters and locals. Destroying it cancels it:
/// clean-ups run, innermost first, and nothing else of it ever runs. Lifetime: take parameters by value. A
/// reference must outlive the await; a capturing lambda must not be a coroutine (its captures die with the
/// lambda, the frame lives on). Threads: the loop's. Errors: what the coroutine throws arrives at whoever
/// awaits it. Cost: one allocation, the frame.
template <class T = void>
class [[nodiscard("a task that is neither awaited nor started never runs")]] Task {
 public:
  /// By this name the compiler finds what belongs to a coroutine that returns a Task.
  using promise_type = TaskPromise<T>;
  /// What it returns, for templates that are given the task alone.
  using value_type = T;

  Task() = default;
  /// For `get_return_object`: owns the frame that `promise` is a part of.
  explicit Task(promise_type& promise) : frame_(&promise) {}
  Task(Task&& other) noexcept : frame_(std::exchange(other.frame_, nullptr)) {}
  Task& operator=(Task&& other) noexcept {
    Task before(std::move(*this));
    frame_ = std::exchange(other.frame_, nullptr);
    return *this;
  }
  ~Task() {
    // Empty already while its clean-ups run: they may ask the loop for a dump.
    if (Frame* const frame = std::exchange(frame_, nullptr)) frame->destroy();
  }

  /// False once it was moved away.
  bool valid() const { return frame_ != nullptr; }

 private:
  template <class U>
  friend class Started;
  template <class Awaited>
  friend class Wait;

  Frame& frame() const {
    if (frame_ == nullptr) throw std::logic_error("Task: empty; it was moved away");
    return *frame_;
  }
  Result<T>& result() const { return static_cast<promise_type&>(*frame_).result_; }
  Result<T> move_result() { return std::move(result()); }
  Result<T> take_result() {
    Task ended(std::move(*this));
    return ended.move_result();
  }

  Frame* frame_ = nullptr;  // always a promise_type; as a Frame so that its chain can take it back
};

/// What a suspended frame is doing at a `co_await`.
template <class Awaited>
class Wait;

/// For a task: its frame becomes a part of the one that awaits it.
template <class T>
class Wait<Task<T>> {
 public:
  /// Owns the task, so that it dies with the frame that awaits it. `at`: the line of the `co_await`.
  Wait(Frame& frame, Task<T> task, std::source_location at)
      : frame_(frame), task_(std::move(task)), at_(at) {}

  /// A task has not begun before this, so there is always something to wait for.
  bool await_ready() const { return false; }
  /// Goes over to the awaited frame without returning first (symmetric transfer), so that the stack does not
  /// grow.
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) {
    Frame& child = task_.frame();
    frame_.suspend(at_, nullptr, child.id());
    frame_.await(child, &task_.frame_);
    return child.handle_;
  }
  /// What the task returned, or throws what it threw. Its frame goes with this call.
  T await_resume() {
    frame_.resume();
    const Task<T> ended(std::move(task_));  // its frame goes with this call
    return ended.result().take();
  }

 private:
  Frame& frame_;
  Task<T> task_;
  std::source_location at_;
};

/// For a future: the frame goes on in a job of its own when the future is ready.
template <class T>
class Wait<Future<T>> {
 public:
  /// Owns the future: destroying the frame cancels what it waits for.
  Wait(Frame& frame, Future<T> future, std::source_location at)
      : frame_(frame), future_(std::move(future)), at_(at) {}

  /// Ready by now: then it goes on without a turn of the loop. Errors: std::logic_error for an empty future.
  bool await_ready() const { return future_.ready(); }
  /// Whoever resolves the future only posts: nothing is resumed inside of that.
  void await_suspend(std::coroutine_handle<> handle) {
    frame_.suspend(at_, &future_.cell(), future_.id());
    future_.wait(Job([handle] { handle.resume(); }), Site(at_));
  }
  /// The value, or throws the error.
  T await_resume() {
    frame_.resume();
    return future_.get();
  }

 private:
  Frame& frame_;
  Future<T> future_;
  std::source_location at_;
};

/// Any other awaitable, of the standard library or of your own. Needs: its destructor calls the resumption
/// off, for the task may be destroyed while it waits. `Scope::cancel` cannot take it back before that.
template <class Awaited>
class Wait {
 public:
  /// Asks `awaited` for its awaiter, by `operator co_await` if it has one.
  Wait(Frame& frame, Awaited&& awaited, std::source_location at)
      : frame_(frame), awaiter_(get(std::forward<Awaited>(awaited))), at_(at) {}

  /// As the awaiter says.
  bool await_ready() { return awaiter_.await_ready(); }
  /// Notes where the frame waits; all else the awaiter does. What it throws arrives at the `co_await`.
  auto await_suspend(std::coroutine_handle<> handle) {
    frame_.suspend(at_, nullptr, {});
    try {
      return awaiter_.await_suspend(handle);
    } catch (...) {
      frame_.resume();  // the error arrives at the `co_await`
      throw;
    }
  }
  /// What the awaiter brings or throws.
  decltype(auto) await_resume() {
    frame_.resume();
    return awaiter_.await_resume();
  }

 private:
  static decltype(auto) get(Awaited&& awaited) {
    if constexpr (requires { std::forward<Awaited>(awaited).operator co_await(); }) {
      return std::forward<Awaited>(awaited).operator co_await();
    } else if constexpr (requires { operator co_await(std::forward<Awaited>(awaited)); }) {
      return operator co_await(std::forward<Awaited>(awaited));
    } else {
      return std::forward<Awaited>(awaited);
    }
  }

  Frame& frame_;
  decltype(get(std::declval<Awaited>())) awaiter_;
  std::source_location at_;
};

/// The first suspension, before the first line of the body: a task is lazy.
struct Beginning {
  Frame& frame;  ///< the one that will begin
  /// Suspends always: nobody has asked for it yet.
  bool await_ready() const noexcept { return false; }
  /// Back to whoever called the function, and now has the task.
  void await_suspend(std::coroutine_handle<>) const noexcept {}
  /// It was awaited or started: the body begins behind this.
  void await_resume() const noexcept { frame.begin(); }
};

/// The last suspension. Whoever awaits goes on, again by symmetric transfer; a root tells whoever started it,
/// who may destroy the frame: from there on nothing of it is touched.
struct End {
  Frame& frame;  ///< the one that has ended
  bool failed;   ///< by an exception; only a trace asks
  /// Suspends always: its owner destroys the frame, nobody else.
  bool await_ready() const noexcept { return false; }
  /// Tells whoever started it, or says who goes on: `std::noop_coroutine` is nobody.
  std::coroutine_handle<> await_suspend(std::coroutine_handle<>) const noexcept {
    frame.phase_ = Frame::Phase::ended;
    trace::emit(trace::Verb::end, frame.id_, {.value = failed ? 2 : 0});
    Frame* const awaiter = frame.awaiter_;
    if (awaiter == nullptr) {
      if (frame.root_ != nullptr) frame.root_->ended();
      return std::noop_coroutine();
    }
    awaiter->awaited_ = nullptr;
    return awaiter->handle_;
  }
  /// Is never called: who has ended does not go on.
  void await_resume() const noexcept {}
};

/// What is alike in the promises of all tasks.
class AnyTaskPromise : public Frame {
 public:
  /// Why a task is lazy.
  Beginning initial_suspend() noexcept { return {*this}; }

  /// `co_await` of a task uses it up. `at`: the line of the `co_await`, for dumps and traces.
  template <class T>
  auto await_transform(Task<T>&& task, std::source_location at = std::source_location::current()) {
    return Wait<Task<T>>(*this, std::move(task), at);
  }
  /// `co_await` of a future uses it up, too.
  template <class T>
  auto await_transform(Future<T>&& future, std::source_location at = std::source_location::current()) {
    return Wait<Future<T>>(*this, std::move(future), at);
  }
  template <class T>
  auto await_transform(Task<T>&) = delete;  // an await uses a task up: co_await std::move(task)
  template <class T>
  auto await_transform(Future<T>&) = delete;  // an await uses a future up: co_await std::move(future)
  /// `co_await` of anything else that C++ can await.
  template <class Awaited>
  auto await_transform(Awaited&& awaited, std::source_location at = std::source_location::current()) {
    return Wait<Awaited>(*this, std::forward<Awaited>(awaited), at);
  }
};

/// What the compiler asks of a coroutine that returns a Task: here it is made, and here its result is kept.
template <class T>
class TaskPromise final : public AnyTaskPromise {
 public:
  /// What the caller gets. `function`: the place of the coroutine itself, and so its name.
  Task<T> get_return_object(std::source_location function = std::source_location::current()) {
    identify(std::coroutine_handle<TaskPromise>::from_promise(*this), function);
    return Task<T>(*this);
  }
  /// `co_return value`: made in place, for whoever awaits.
  template <class U = T>
    requires std::convertible_to<U, T>
  void return_value(U&& value) {
    result_.succeed(std::forward<U>(value));
  }
  /// What left the body is kept, and thrown at whoever awaits.
  void unhandled_exception() { result_ = std::current_exception(); }
  /// Who goes on is for End to say.
  End final_suspend() noexcept { return {*this, result_.failed()}; }

 private:
  friend class Task<T>;
  Result<T> result_;
};

/// What the compiler asks of a coroutine that returns a Task<>.
template <>
class TaskPromise<void> final : public AnyTaskPromise {
 public:
  /// What the caller gets. `function`: the place of the coroutine itself, and so its name.
  Task<void> get_return_object(std::source_location function = std::source_location::current()) {
    identify(std::coroutine_handle<TaskPromise>::from_promise(*this), function);
    return Task<void>(*this);
  }
  /// `co_return`, or the end of the body.
  void return_void() { result_ = Nothing{}; }
  /// What left the body is kept, and thrown at whoever awaits.
  void unhandled_exception() { result_ = std::current_exception(); }
  /// Who goes on is for End to say.
  End final_suspend() noexcept { return {*this, result_.failed()}; }

 private:
  friend class Task<void>;
  Result<void> result_;
};

}  // namespace unroll
