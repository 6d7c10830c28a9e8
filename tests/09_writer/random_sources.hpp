#pragma once

#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <random>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/merge_check.hpp"

namespace unroll {

/// The same numbers on every machine.
class Random {
 public:
  explicit Random(std::uint64_t seed) : numbers_(seed) {}
  std::size_t below(std::size_t end) { return static_cast<std::size_t>(numbers_() % end); }

 private:
  std::mt19937_64 numbers_;
};

/// Mostly short lines, some longer than one read brings; often none.
inline std::vector<std::string> random_lines(Random& random, const std::string& name) {
  std::vector<std::string> lines(random.below(3) == 0 ? random.below(3) : random.below(40));
  for (std::string& line : lines) {
    const std::size_t length = random.below(60) == 0 ? random.below(150'000) : random.below(30);
    line = name + " ";
    for (std::size_t i = 0; i != length; ++i) line += static_cast<char>('a' + random.below(26));
  }
  return lines;
}

inline Sources random_sources(Random& random) {
  Sources sources;
  const std::size_t count = random.below(13);  // "file1" is the beginning of "file10"
  for (std::size_t i = 0; i != count; ++i) {
    const std::string name = "file" + std::to_string(i);
    sources[name] = random_lines(random, name);
  }
  return sources;
}

inline std::size_t random_piece(Random& random) {
  return random.below(8) == 0 ? 1 + random.below(100'000) : 1 + random.below(25);
}

/// One step of one file, and sometimes a turn of the loop; until all are at their ends.
inline Task<> grow_all(Timers& timers, std::vector<Growth> growing, Random random) {
  while (!growing.empty()) {
    const std::size_t which = random.below(growing.size());
    growing[which].grow(random_piece(random));
    if (growing[which].done()) growing.erase(growing.begin() + static_cast<std::ptrdiff_t>(which));
    if (random.below(3) == 0) co_await sleep_for(timers, std::chrono::microseconds(random.below(300)));
  }
}

inline void grow_one(Growth growth, Random random) {
  while (!growth.done()) {
    growth.grow(random_piece(random));
    if (random.below(3) == 0) std::this_thread::yield();
  }
}

/// Another one at each run, and said, so that it can be had again: UNROLL_SEED=….
inline std::uint64_t first_seed() {
  const char* const given = std::getenv("UNROLL_SEED");
  const std::uint64_t seed = given != nullptr ? std::strtoull(given, nullptr, 10) : std::random_device()();
  std::cout << "UNROLL_SEED=" << seed << '\n';
  return seed;
}

inline Task<> both(Loop& loop, Task<> grow, Task<> merge) {
  Scope scope(loop);
  scope.spawn(std::move(grow), "grow");
  scope.spawn(std::move(merge), "merge");
  co_await scope.join();
}

}  // namespace unroll
