// A coroutine that goes on on another thread, and what it kept in a thread_local.
#include <coroutine>
#include <exception>
#include <iostream>
#include <thread>

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

struct OnAnotherThread {
  std::thread& other;
  bool await_ready() { return false; }
  void await_suspend(std::coroutine_handle<> handle) {
    std::thread& home = other;  // behind the next line *this may be gone
    home = std::thread([handle] { handle.resume(); });
  }
  void await_resume() {}
};

thread_local int user = 0;

Coroutine program(std::thread& other) {
  user = 36;
  std::cout << "before the await: user " << user << '\n';
  co_await OnAnotherThread{other};
  std::cout << "behind the await: user " << user << '\n';
}

int main() {
  std::thread other;
  program(other);
  other.join();
}
