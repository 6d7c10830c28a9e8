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

#include "todo.hpp"

namespace unroll {

template <class T>
class Generator {
 public:
  struct promise_type {
    Generator get_return_object() { todo("get_return_object: the generator, which owns this frame"); }
    std::suspend_never initial_suspend() noexcept { return {}; }  // does the body begin at once?
    std::suspend_never final_suspend() noexcept { return {}; }    // who destroys the frame?
    std::suspend_always yield_value(T) { todo("yield_value: where does the value go?"); }
    void return_void() {}
    void unhandled_exception() { todo("unhandled_exception: where does the error go?"); }
  };

  std::optional<T> next() { todo("next: run the body up to its next value"); }

 private:
  std::coroutine_handle<promise_type> handle_;
};

}  // namespace unroll
