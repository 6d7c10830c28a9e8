// The chapter's trap: a job that outlives what it refers to. It compiles without a warning, and may even seem
// to work.
#include <iostream>
#include <string>

#include "01_queue/loop.hpp"

using unroll::Loop;

void greet(Loop& loop, const std::string& name) {
  std::string line = "Hello " + name;
  loop.post([&] { std::cout << line << '\n'; });  // `line` is gone when this runs
}

int main() {
  Loop loop;
  greet(loop, "World");
  loop.run();
}
