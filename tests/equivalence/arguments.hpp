#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace unroll::equivalence {

/// The command line of `unroll equivalence`, taken apart.
struct Arguments {
  bool help = false;
  bool list = false;
  bool oracle = false;
  std::string stage;
  std::string file;
  std::vector<std::string> pair;  ///< none or two names
  std::optional<std::uint64_t> random;
  std::optional<std::uint64_t> draw;
  std::optional<std::uint64_t> seed;
  std::optional<int> level;
};

/// What is wrong with a command line and what to do about it.
struct BadUsage : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Errors: BadUsage.
Arguments read_arguments(const std::vector<std::string>& words);

extern const char* const usage;

}  // namespace unroll::equivalence
