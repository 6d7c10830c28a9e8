// Wrong: it resumes a coroutine that has ended.
// Caught by: Verdict.ThePromise (crash)
// Says: verdict/ended_coroutine.hpp:25
#pragma once

#include <coroutine>

namespace unroll {

struct Errand {
  struct promise_type {
    Errand get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
  std::coroutine_handle<promise_type> handle;
};

inline Errand errand() { co_return; }

inline void subject() {
  const Errand done = errand();
  done.handle.resume();
}

}  // namespace unroll
