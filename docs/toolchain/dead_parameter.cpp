// A parameter that only looks at what the caller has. The caller's string dies at the end of its line; the
// task begins later.
#include <iostream>
#include <string>
#include <string_view>

#include "04_coroutines/start.hpp"

unroll::Task<> greet(std::string_view name) {  // the bug: a copy of the view is no copy of the string
  std::cout << "Hello " << name << '\n';
  co_return;
}

int main() {
  unroll::Loop loop;
  const std::string name = "Ada, whose name is too long";
  unroll::Future<void> greeted = unroll::start(loop, greet(name + " to live inside a string"));
  loop.run();
}
