// Wrong: if a second value is refused, the first one stands.
// Caught by: FiveBroken.RefusesWhatTakesASecondValue (wrong value)
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

namespace five_broken {

/// One pair, its loop, and what its waiter has heard so far.
struct Trial {
  explicit Trial(const Make& make) : pair(make(loop)) {}

  void wait() {
    pair->wait([this](const std::string& what) { heard += "[" + what + "]"; });
  }
  bool ends_with(const std::string& what) {
    loop.run();
    return heard == "[" + what + "]";
  }
  bool refuses_a_second_value() {
    try {
      pair->set_value(43);
    } catch (const std::logic_error&) {
      return true;
    }
    return false;
  }

  std::string heard;
  Loop loop;
  std::unique_ptr<Pair> pair;
};

inline std::string check_waiter_first(const Make& make) {
  Trial trial(make);
  trial.wait();
  trial.pair->set_value(42);
  if (!trial.heard.empty()) return "set_value calls whoever waits here and now";
  return trial.ends_with("42") ? "" : "a value does not arrive, or not once";
}

inline std::string check_value_first(const Make& make) {
  Trial trial(make);
  trial.pair->set_value(42);
  trial.loop.run();
  trial.wait();
  if (!trial.heard.empty()) return "wait calls here and now if the value is there";
  return trial.ends_with("42") ? "" : "a value that came first is lost";
}

inline std::string check_error(const Make& make) {
  Trial trial(make);
  trial.wait();
  trial.pair->set_error("sorry");
  return trial.ends_with("error: sorry") ? "" : "an error does not arrive";
}

inline std::string check_broken(const Make& make) {
  Trial trial(make);
  trial.wait();
  trial.pair->destroy_promise();
  return trial.ends_with("error: broken promise") ? "" : "a promise breaks in silence";
}

inline std::string check_kept(const Make& make) {
  Trial trial(make);
  trial.pair->set_value(42);
  return trial.refuses_a_second_value() ? "" : "a second value is not refused";
}

}  // namespace five_broken

inline std::string judge(const Make& make) {
  using namespace five_broken;
  for (const auto& one : {check_waiter_first, check_value_first, check_error, check_broken, check_kept}) {
    const std::string broken = one(make);
    if (!broken.empty()) return broken;
  }
  return "";
}

}  // namespace unroll
