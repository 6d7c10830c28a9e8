// Four bugs that a sanitizer must find. A build whose sanitizer sees none of them proves nothing by being
// green.
#include <cstdio>
#include <limits>
#include <string>
#include <string_view>
#include <thread>

#include "04_coroutines/start.hpp"

namespace {

using namespace unroll;

/// A capturing lambda as a coroutine: its frame outlives the closure that holds the capture.
int use_of_a_dead_closure() {
  Loop loop;
  Future<void> started;
  {
    std::string text(100, 'x');
    auto closure = [text]() -> Task<> {
      std::puts(text.c_str());
      co_return;
    };
    started = start(loop, closure());
  }
  loop.run();
  return 0;
}

int leak() {
  void* volatile lost = new std::string(100, 'x');
  lost = nullptr;
  return lost != nullptr;
}

int overflow(int by) {
  int most = std::numeric_limits<int>::max();
  most += by;
  return most == 0;
}

int race() {
  int shared = 0;
  std::thread other([&] { ++shared; });
  ++shared;
  other.join();
  return shared == 0;
}

}  // namespace

int main(int argc, char** argv) {
  const std::string_view bug = argc > 1 ? argv[1] : "";
  if (bug == "use_of_a_dead_closure") return use_of_a_dead_closure();
  if (bug == "leak") return leak();
  if (bug == "overflow") return overflow(argc);
  if (bug == "race") return race();
  std::fputs("which bug? use_of_a_dead_closure, leak, overflow, race\n", stderr);
  return 0;  // so that a wrong name does not look like a bug that was found
}
