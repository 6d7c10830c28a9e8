// A loop that keeps bare coroutine handles. One coroutine waits for something that never comes: the queue is
// empty, the program ends, and its exit status is 0.
#include <coroutine>
#include <deque>
#include <iostream>

std::deque<std::coroutine_handle<>> queue;

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() {
      queue.push_back(std::coroutine_handle<promise_type>::from_promise(*this));
      return {};
    }
    std::suspend_always initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() {}
  };
};

Coroutine program() {
  std::cout << "waits for an answer\n";
  co_await std::suspend_always();  // whoever should have kept the handle has not
  std::cout << "has the answer\n";
}

int main() {
  program();
  while (!queue.empty()) {
    const auto next = queue.front();
    queue.pop_front();
    next.resume();
  }
}
