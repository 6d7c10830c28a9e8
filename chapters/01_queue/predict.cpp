// Six letters are posted or printed. Write down in which order they come, and which, before you run it.
#include <iostream>

#include "01_queue/loop.hpp"

using unroll::Loop;

int main() {
  Loop loop;
  loop.post([&] {
    std::cout << "A\n";
    loop.post([] { std::cout << "B\n"; });
    std::cout << "C\n";
  });
  loop.post([] { std::cout << "D\n"; });
  std::cout << "E\n";
  loop.run();
  loop.post([] { std::cout << "F\n"; });
}
