// A lambda with captures as a coroutine: the lambda dies at the end of its line, the frame lives on and reads
// what the lambda held.
#include <iostream>
#include <string>

#include "04_coroutines/start.hpp"

unroll::Future<void> greet(unroll::Loop& loop, std::string name) {
  return unroll::start(loop, [name]() -> unroll::Task<> {
    std::cout << "Hello " << name << '\n';
    co_return;
  }());
}

int main() {
  unroll::Loop loop;
  unroll::Future<void> greeted = greet(loop, "Ada, whose name is too long to live inside a string");
  loop.run();
}
