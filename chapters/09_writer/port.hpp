#pragma once

#include <algorithm>
#include <chrono>
#include <exception>
#include <filesystem>
#include <iostream>
#include <stdexcept>
#include <string>
#include <system_error>
#include <vector>

#include "09_writer/growing_file.hpp"
#include "09_writer/source_files.hpp"

namespace unroll {

using namespace std::chrono_literals;

/// Which files are to be merged, and into which.
struct Order {
  std::vector<std::string> from;  ///< files that may still grow
  std::string into;               ///< is made, or emptied
};

/// How often a file is looked at.
constexpr auto look_again = 1ms;

/// From what stands behind PROGRAM: INTO, then the files, each of which is opened once, to see that it can be
/// read. Errors: std::invalid_argument for a folder or for INTO among the files; std::system_error that names
/// the file. Needs: one word at least.
inline Order parse_order(const std::vector<std::string>& words) {
  const Order order{{words.begin() + 1, words.end()}, words.front()};
  for (const std::string& path : order.from) {
    std::error_code not_there;
    if (std::filesystem::equivalent(path, order.into, not_there))
      throw std::invalid_argument("it cannot be merged into itself: " + path);
    if (std::filesystem::is_directory(path, not_there))
      throw std::invalid_argument("it is a folder: " + path);
    const GrowingFile readable(path);
  }
  return order;
}

/// What the programs of the port have in common: `PROGRAM INTO FILE…` merges until each file has said that it
/// is at its end. Without arguments it merges five files that grow meanwhile, and looks whether all is well.
template <class Merge>
int port_program(int argc, char** argv, Merge merge) {
  try {
    if (argc > 1) {
      merge(parse_order({argv + 1, argv + argc}));
      return 0;
    }
    SourceFiles files(5, 10);
    const auto threads = files.grow();
    merge(Order{files.paths(), files.merged()});
    std::cout << files.verdict() << std::endl;
    return 0;
  } catch (const std::exception& error) {
    std::cerr << "cannot merge: " << error.what() << '\n';
    return 2;
  }
}

}  // namespace unroll
