// A closure that is a temporary inside a `co_await` expression: how often is it made, how often destroyed?
#include <coroutine>
#include <iostream>
#include <utility>

int alive = 0;

struct Counted {
  Counted() { ++alive; }
  Counted(const Counted&) { ++alive; }
  Counted(Counted&&) noexcept { ++alive; }
  ~Counted() { --alive; }
};

struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {}; }
    std::suspend_never initial_suspend() noexcept { return {}; }
    std::suspend_never final_suspend() noexcept { return {}; }
    void return_void() {}
    void unhandled_exception() { std::terminate(); }
  };
};

std::suspend_never waits_for(auto function) {
  function();
  return {};
}

Coroutine temporary() {
  Counted counted;
  co_await waits_for([counted] {});
}

Coroutine named() {
  Counted counted;
  auto function = [counted] {};
  co_await waits_for(std::move(function));
}

int main() {
  temporary();
  std::cout << "a temporary: " << alive << " left alive\n";
  alive = 0;
  named();
  std::cout << "named first: " << alive << " left alive\n";
}
