// A task that awaits a million short tasks, one after the other, none of which suspends. With tail calls the
// stack stays flat; without them it grows by two frames an await.
#include <cstdlib>
#include <iostream>

#include "04_coroutines/sync_wait.hpp"

unroll::Task<int> one() { co_return 1; }

unroll::Task<int> sum(int count) {
  int total = 0;
  for (int i = 0; i < count; ++i) total += co_await one();
  co_return total;
}

int main(int, char** arguments) {
  unroll::Loop loop;
  std::cout << unroll::sync_wait(loop, sum(std::atoi(arguments[1]))) << " awaits, and the stack is flat\n";
}
