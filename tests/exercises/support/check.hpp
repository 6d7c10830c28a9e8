#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <initializer_list>
#include <string>
#include <vector>

namespace unroll::check {

/// What happened, in order: a line each time that something happens. Who says more than 10,000 of them is in
/// a loop without an end: the program ends there, and says so.
class Seen {
 public:
  void operator()(std::string line) {
    lines_.push_back(std::move(line));
    if (lines_.size() == 10'000) too_many();
  }
  const std::vector<std::string>& lines() const { return lines_; }
  bool empty() const { return lines_.empty(); }

 private:
  [[noreturn]] void too_many() const;

  std::vector<std::string> lines_;
};

using Lines = std::vector<std::string>;

/// Whether just this has happened, in this order. If not, both are told side by side; the same lines in
/// another order are a wrong order, all else is a wrong value.
///   EXPECT_TRUE(in_order(seen, {"a", "b"})) << "the promise that was broken, in words";
testing::AssertionResult in_order(const Lines& seen, const Lines& expected);
inline testing::AssertionResult in_order(const Seen& seen, const Lines& expected) {
  return in_order(seen.lines(), expected);
}

/// Of a prediction: whether just this has happened. If not, says where it goes wrong first, and what was
/// foretold there, and never what is right: it would be no prediction any more.
testing::AssertionResult foretold(const Lines& happened, const Lines& prediction);
inline testing::AssertionResult foretold(const Seen& happened, const Lines& prediction) {
  return foretold(happened.lines(), prediction);
}

/// How long this thread has slept in jobs of a loop since the test began. (Sleeps are counted and not slept:
/// no test waits for them.) `nobody_was_blocked` fails with how long it was, and where.
std::chrono::microseconds blocked();
testing::AssertionResult nobody_was_blocked();

/// From here on more jobs than this, in one test, are a program that never ends. 1,000,000 unless told.
void allow_jobs(std::size_t count);

/// For tests that have a monitor of their own: this thread is no longer watched, until the test ends.
void leave_alone();

}  // namespace unroll::check
