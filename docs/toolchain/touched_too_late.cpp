// An awaiter that touches itself when its handle is out. It lies in the frame of the coroutine, and whoever
// has the handle may run that to its end.
#include <coroutine>
#include <exception>

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

void run_elsewhere(std::coroutine_handle<> handle) { handle.resume(); }  // a thread can be as quick

struct HandedOver {
  int times = 0;
  bool await_ready() noexcept { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    run_elsewhere(handle);
    ++times;  // the bug: the frame is gone, and *this with it
  }
  void await_resume() noexcept {}
};

Coroutine program() { co_await HandedOver(); }

int main() { program(); }
