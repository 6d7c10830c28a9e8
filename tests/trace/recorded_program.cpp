#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <stdexcept>
#include <string>

#include "02_callbacks/timers.hpp"

// A program whose run is recorded; its first argument says how it ends.
int main(int count, char** arguments) {
  using namespace std::chrono_literals;
  const std::string end = count > 1 ? arguments[1] : "return";
  if (end == "unsynchronized") std::ios_base::sync_with_stdio(false);
  unroll::Loop loop;
  unroll::FakeClock clock;
  unroll::Timers timers(loop, clock);
  const unroll::Callback tea = timers.call_later(20ms, [] { std::cout << "tea" << std::endl; }, "tea");
  loop.post([] {
    std::cout << "one\ntw";
    std::printf("%s\n%d", "o", 3);
    std::puts("");
    std::cout << "four\n";
  });
  loop.run();
  loop.post(
      [&] {
        if (end == "throw") throw std::runtime_error("no milk");
        if (end == "exit") std::exit(3);
        if (end == "abort") std::abort();
      },
      "the last");
  loop.run();
}
