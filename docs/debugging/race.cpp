// Another thread posts to the loop. It must not: a loop has no lock, and who sleeps in the kernel is not
// woken by it.
#include <iostream>
#include <thread>

#include "01_queue/loop.hpp"

int main() {
  unroll::Loop loop;
  int jobs = 0;
  std::thread other([&] {
    for (int i = 0; i != 10; ++i) loop.post([&jobs] { ++jobs; });  // the bug
  });
  for (int i = 0; i != 10; ++i) loop.post([&jobs] { ++jobs; });
  other.join();
  loop.run();
  std::cout << jobs << " of 20 jobs\n";
}
