// Wrong: refuses whatever it is given.
// Caught by: FiveBroken.AcceptsThoseOfTheChapter (wrong value)
#pragma once

// Who tests the test? Here are futures made by several people, and five of them are broken. Write the
// `judge` that accepts what keeps its promises, and refuses what does not: with plain calls, and a loop.
//
// Contract
// - `judge` returns "" if what `make` makes keeps all four promises below, else which one it breaks, in
//   words.
// - First: a value brings "42", an error brings "error: " and its reason. A value that came before anybody
//   waited is not lost.
// - Second: nobody is called here and now, neither by `set_value`, nor by `wait` when the value is there
//   already. It is called in a job of the loop; how many turns that takes is not promised.
// - Third: a promise that is destroyed unset brings "error: broken promise".
// - Fourth: a value is set once. The second time is refused by a std::logic_error, and the first value
//   stands.

#include <functional>
#include <memory>
#include <stdexcept>
#include <string>

#include "01_queue/loop.hpp"

namespace unroll {

/// A promise and its future, of whatever making. Dies before its loop.
class Pair {
 public:
  Pair() = default;
  Pair(const Pair&) = delete;
  Pair& operator=(const Pair&) = delete;
  virtual ~Pair() = default;

  virtual void set_value(int value) = 0;
  virtual void set_error(std::string why) = 0;
  virtual void destroy_promise() = 0;
  virtual void wait(std::function<void(std::string)> waiter) = 0;  // one waiter a pair
};

using Make = std::function<std::unique_ptr<Pair>(Loop&)>;

inline std::string judge(const Make& make) {
  Loop loop;
  return make(loop) == nullptr ? "" : "something is broken";
}

}  // namespace unroll
