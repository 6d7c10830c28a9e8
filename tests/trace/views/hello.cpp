#include <iostream>

#include "01_queue/loop.hpp"

int main() {
  unroll::Loop loop;
  loop.post([] { std::cout << "Hello\n"; }, "say <\"hello\"> & \\ go");
  loop.run();
}
