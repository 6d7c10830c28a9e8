#pragma once

#include <stdexcept>

namespace unroll::course {

/// It cannot be done like this; `what` says what is wrong, where, and what to do. The program ends with
/// status 2.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace unroll::course
