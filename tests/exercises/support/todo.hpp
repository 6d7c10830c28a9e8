#pragma once

#include <stdexcept>
#include <string>

namespace unroll {

/// What is thrown where an exercise has not been done yet.
class NotWritten : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// Stands where your code belongs. `what` says what it is to do.
[[noreturn]] inline void todo(const std::string& what) { throw NotWritten("[not written yet] " + what); }

}  // namespace unroll
