// A coroutine that does not stop at its end: it frees its own frame. Whoever owns it frees that once more.
#include <coroutine>
#include <exception>

struct Owned {
  struct promise_type {
    Owned get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }  // the bug: with an owner it is suspend_always
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
  ~Owned() { handle.destroy(); }
};

Owned program() { co_return; }

int main() {
  const Owned owned = program();
  owned.handle.resume();
}
