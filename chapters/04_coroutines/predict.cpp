// Three tasks are made, one is awaited, one is started. Write down what is printed, and in which order,
// before you run it.
#include <iostream>

#include "04_coroutines/start.hpp"

using namespace unroll;

Task<int> square(int n) {
  std::cout << "squaring " << n << '\n';
  co_return n * n;
}

Task<> program() {
  std::cout << "begun\n";
  Task<int> seven = square(7);
  Task<int> eight = square(8);
  std::cout << "made\n";
  std::cout << co_await std::move(seven) << '\n';
}

int main() {
  Loop loop;
  Task<> task = program();
  std::cout << "called\n";
  Future<void> end = start(loop, std::move(task));
  std::cout << "started\n";
  loop.run();
}
