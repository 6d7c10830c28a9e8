#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <ostream>
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

/// Of a program that is to be foretold, and stays as it is: whether it still says what it said when it was
/// given out. Of that a test holds a number only, which tells nothing to who reads it. If it says something
/// else, the number of that is told, for whoever changes the exercise itself.
testing::AssertionResult as_given_out(const Lines& happened, std::uint64_t number);

/// How long this thread has slept since the test began, in jobs of a loop, or for a second and longer
/// anywhere. (Such sleeps are counted and not slept: no test waits for them.) A test that has slept and calls
/// neither fails when it ends.
std::chrono::microseconds blocked();
testing::AssertionResult nobody_was_blocked();

/// All tasks of this thread that have not ended: where each waits, for what, and who should bring it. Nothing
/// where the test was left alone.
std::string who_waits();

/// From here on more jobs than this, in one test, are a program that never ends. 1,000,000 unless told.
void allow_jobs(std::size_t count);

/// For tests that have a monitor of their own: this thread is no longer watched, until the test ends.
void leave_alone();

/// How often this thread has asked for memory up to now. (A sanitizer has a malloc of its own: 0.)
std::size_t allocations();

/// `1500 ms`: in the largest unit of s, ms and us in which it is whole, or in ns.
std::string text_of(std::chrono::nanoseconds time);

}  // namespace unroll::check

/// GoogleTest shows the bytes of what it cannot print, and the library of g++ 12 prints no times.
template <class Count, class Unit>
class testing::internal::UniversalPrinter<std::chrono::duration<Count, Unit>> {
 public:
  static void Print(const std::chrono::duration<Count, Unit>& time, std::ostream* out) {
    *out << unroll::check::text_of(std::chrono::duration_cast<std::chrono::nanoseconds>(time));
  }
};
template <class Clock, class Duration>
class testing::internal::UniversalPrinter<std::chrono::time_point<Clock, Duration>> {
 public:
  static void Print(const std::chrono::time_point<Clock, Duration>& time, std::ostream* out) {
    UniversalPrint(time.time_since_epoch(), out);
  }
};
