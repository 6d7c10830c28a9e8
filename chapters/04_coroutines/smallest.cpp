// The smallest coroutine that can be watched: a promise type whose five hooks, and an awaiter whose three
// answers, say when they are asked. Nothing of the toolkit is in it but the queue.
#include <coroutine>
#include <iostream>

#include "01_queue/loop.hpp"

using unroll::Loop;

void say(const char* line) { std::cout << line << '\n'; }

std::suspend_always say_and_suspend(const char* line) {
  say(line);
  return {};
}

struct Toy {
  struct promise_type {
    int value = 0;
    Toy get_return_object() {
      say("  get_return_object");
      return {std::coroutine_handle<promise_type>::from_promise(*this)};
    }
    std::suspend_always initial_suspend() noexcept { return say_and_suspend("  initial_suspend"); }
    std::suspend_always final_suspend() noexcept { return say_and_suspend("  final_suspend"); }
    void return_value(int result) {
      say("  return_value");
      value = result;
    }
    void unhandled_exception() { say("  unhandled_exception"); }
  };
  std::coroutine_handle<promise_type> handle;
};

struct FromTheLoop {
  Loop& loop;
  bool await_ready() const {
    say("  await_ready");
    return false;
  }
  void await_suspend(std::coroutine_handle<> handle) const {
    say("  await_suspend");
    loop.post([handle] { handle.resume(); });
  }
  int await_resume() const {
    say("  await_resume");
    return 41;
  }
};

Toy add_one(Loop& loop) {
  say("    the body begins");
  const int number = co_await FromTheLoop{loop};
  say("    the body goes on");
  co_return number + 1;
}

int main() {
  Loop loop;
  say("main calls add_one");
  Toy toy = add_one(loop);
  say("main resumes it");
  toy.handle.resume();
  say("main runs the loop");
  loop.run();
  std::cout << "main finds " << toy.handle.promise().value << '\n';
  toy.handle.destroy();
}
