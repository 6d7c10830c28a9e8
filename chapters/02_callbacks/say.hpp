#pragma once

#include <iomanip>
#include <iostream>
#include <string_view>

#include "02_callbacks/clock.hpp"

namespace unroll {

/// Prints a line with the time it is: `[  5.000 s] text`. For programs that want to be watched; nothing in
/// the toolkit uses it.
inline void say(const Clock& clock, std::string_view text) {
  const std::chrono::duration<double> seconds = clock.now().time_since_epoch();
  std::cout << '[' << std::fixed << std::setprecision(3) << std::setw(7) << seconds.count() << " s] " << text
            << '\n';
}

}  // namespace unroll
