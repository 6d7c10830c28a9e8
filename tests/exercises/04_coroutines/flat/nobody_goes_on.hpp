// Wrong: the end goes nowhere, and whoever awaits is never resumed.
// Caught by: Flat.WhoeverAwaitsGetsTheValue (wrong value)
#pragma once

// A task of one's own, without a loop: `Lazy` brings an int. It is right, for a while: each await *calls*
// the task that it awaits, and each end *calls* whoever awaits. A loop over a million short tasks overflows
// the stack, and so does a long chain. Mend both ways.
//
// Contract
// - A `Lazy` does nothing until it is started or awaited. Whoever awaits it gets what it returns, or what it
//   throws, and goes on when it has ended; if it suspends in between, whoever resumes it resumes all that
//   depends on it.
// - The stack stays flat: a loop over 1,000,000 tasks that do not suspend ends, and so does a chain of
//   100,000, each awaiting the next.
// - A frame is destroyed once, by the `Lazy` that owns it.

#include <coroutine>
#include <exception>
#include <utility>

namespace unroll {

class Lazy {
 public:
  struct promise_type;
  using Handle = std::coroutine_handle<promise_type>;

  /// The last suspension: whoever awaits goes on, in the place of this frame.
  struct End {
    bool await_ready() const noexcept { return false; }
    std::coroutine_handle<> await_suspend(Handle) const noexcept { return std::noop_coroutine(); }
    void await_resume() const noexcept {}
  };

  struct promise_type {
    Lazy get_return_object() { return Lazy(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    End final_suspend() noexcept { return {}; }
    void return_value(int result) { value = result; }
    void unhandled_exception() { error = std::current_exception(); }

    int take() const {
      if (error != nullptr) std::rethrow_exception(error);
      return value;
    }

    std::coroutine_handle<> awaiter = std::noop_coroutine();
    int value = 0;
    std::exception_ptr error;
  };

  struct Wait {
    Handle awaited;
    bool await_ready() const { return false; }
    std::coroutine_handle<> await_suspend(std::coroutine_handle<> awaiter) const {
      awaited.promise().awaiter = awaiter;
      return awaited;
    }
    int await_resume() const { return awaited.promise().take(); }
  };

  Lazy(Lazy&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Lazy& operator=(Lazy&&) = delete;
  ~Lazy() {
    if (handle_) handle_.destroy();
  }

  Wait operator co_await() const { return {handle_}; }

  /// For the root: begins here and now.
  void start() { handle_.resume(); }
  bool done() const { return handle_.done(); }
  int get() const { return handle_.promise().take(); }  // Needs: done

 private:
  explicit Lazy(Handle handle) : handle_(handle) {}

  Handle handle_;
};

}  // namespace unroll
