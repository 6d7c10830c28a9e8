// Wrong: swaps the two frames: the old one lives on in the generator that was moved away.
// Caught by: Generator.DestroysWhatItHadAlsoWhileTheOtherLivesOn (wrong value)
#pragma once

// A coroutine that brings many values, one each time that somebody asks: a generator. It needs no loop.
// Write it: what the compiler asks of a promise_type, and who owns the frame.
//
// Contract
// - Calling a coroutine that returns a Generator runs nothing of its body.
// - `next` runs the body up to its next co_yield, and returns what that yields, moved. When the body has
//   ended, it returns nothing, however often it is asked.
// - What the body throws leaves `next`. From then on there is nothing.
// - A Generator owns its frame. When it is destroyed, or another is moved into it, the body's locals are
//   destroyed, wherever it stands: not begun, in the middle, at its end.
// - It can be moved, and not copied. One that was moved away has nothing.

#include <coroutine>
#include <exception>
#include <optional>
#include <utility>

namespace unroll {

template <class T>
class Generator {
 public:
  struct promise_type {
    Generator get_return_object() { return Generator(Handle::from_promise(*this)); }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always yield_value(T yielded) {
      value = std::move(yielded);
      return {};
    }
    void return_void() {}
    void unhandled_exception() { error = std::current_exception(); }

    std::optional<T> value;
    std::exception_ptr error;
  };

  Generator(Generator&& other) noexcept : handle_(std::exchange(other.handle_, nullptr)) {}
  Generator& operator=(Generator&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
  }
  ~Generator() {
    if (handle_) handle_.destroy();
  }

  std::optional<T> next() {
    if (!handle_ || handle_.done()) return {};
    handle_.resume();
    promise_type& promise = handle_.promise();
    if (promise.error != nullptr) std::rethrow_exception(std::exchange(promise.error, nullptr));
    return std::exchange(promise.value, std::nullopt);
  }

 private:
  using Handle = std::coroutine_handle<promise_type>;
  explicit Generator(Handle handle) : handle_(handle) {}

  Handle handle_;
};

}  // namespace unroll
