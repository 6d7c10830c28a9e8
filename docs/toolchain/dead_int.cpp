// The same with a number: no memory of its own that is given back, only that of the closure.
#include <coroutine>
#include <exception>
#include <iostream>

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_always final_suspend() noexcept { return {}; }
    std::suspend_always initial_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
  std::coroutine_handle<promise_type> handle;
};

Coroutine tell(int age) {
  return [age]() -> Coroutine {
    std::cout << "Ada is " << age << '\n';
    co_return;
  }();
}

int main() {
  const Coroutine told = tell(36);
  told.handle.resume();
  told.handle.destroy();
}
