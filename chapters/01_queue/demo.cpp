// A tree that grows through the queue. Each branch posts its two twigs and returns. Calls would go down to
// the first leaf before they looked at the second branch; a queue goes level by level.
#include <iostream>
#include <string>

#include "01_queue/loop.hpp"

using unroll::Loop;

void grow(Loop& loop, std::string branch) {
  std::cout << branch << '\n';
  if (branch.size() == 5) return;
  loop.post([&loop, branch] { grow(loop, branch + ".1"); }, "left");
  loop.post([&loop, branch] { grow(loop, branch + ".2"); }, "right");
}

int main() {
  Loop loop;
  loop.post([&] { grow(loop, "1"); }, "root");
  loop.run();
}
