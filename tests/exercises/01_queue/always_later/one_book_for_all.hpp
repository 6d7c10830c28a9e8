// Wrong: all books remember in one place.
// Caught by: AlwaysLater.KnowsNothingOfAnotherBook (wrong value)
#pragma once

// A phone book that remembers. What it knows, it answers at once; what it does not, it answers later. So
// whoever asks must be ready for both, and one of the two is always forgotten: a function that calls back
// sometimes now and sometimes later is a trap.
//
// Contract
// - `look_up(name, answer)` hands the number of `name` to `answer`, in a job: never before `look_up` has
//   returned, whether the number is known or not.
// - Answers come in the order in which they were asked for.
// - `ask` is called once for each name. What it has said is remembered.
// - However often an answer looks up the next number: no answer runs inside of another one.

#include <functional>
#include <map>
#include <string>
#include <utility>

#include "01_queue/loop.hpp"

namespace unroll {

/// Lifetime: outlives the run of its loop, and dies before the loop.
class PhoneBook {
 public:
  using Ask = std::function<int(const std::string& name)>;
  using Answer = std::function<void(int number)>;

  PhoneBook(Loop& loop, Ask ask) : loop_(loop), ask_(std::move(ask)) {}

  void look_up(std::string name, Answer answer) {
    loop_.post([this, name = std::move(name), answer = std::move(answer)] { answer(number_of(name)); });
  }

 private:
  int number_of(const std::string& name) {
    const auto known = known_.find(name);
    if (known != known_.end()) return known->second;
    return known_[name] = ask_(name);
  }

  Loop& loop_;
  Ask ask_;
  inline static std::map<std::string, int> known_;
};

}  // namespace unroll
