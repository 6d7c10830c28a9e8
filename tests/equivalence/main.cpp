#include <unistd.h>

#include <iostream>

#include "command.hpp"
#include "stages.hpp"

int main(int argc, char** argv) {
  using namespace unroll::equivalence;
  std::ios::sync_with_stdio(false);
  const bool terminal = isatty(STDERR_FILENO) != 0;
  return command({argv + 1, argv + argc}, ladder(), {std::cin, std::cout, std::cerr, terminal});
}
