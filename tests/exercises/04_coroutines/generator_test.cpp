#include "04_coroutines/generator.hpp"

#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>

#include "check.hpp"

namespace {

using unroll::Generator;
using unroll::check::in_order;
using unroll::check::Seen;

std::string text(const std::optional<int>& value) { return value ? std::to_string(*value) : "nothing"; }

Generator<int> count(int to) {
  for (int i = 1; i <= to; ++i) co_yield i;
}

Generator<int> telling(Seen& seen) {
  seen("begins");
  co_yield 1;
  seen("goes on");
  co_yield 2;
  seen("ends");
}

TEST(Generator, CallingItRunsNothing) {
  Seen seen;
  Generator<int> numbers = telling(seen);
  seen("called");
  EXPECT_EQ(text(numbers.next()), "1") << "the first value is for whoever asks first";
  EXPECT_TRUE(in_order(seen, {"called", "begins"})) << "the body begins when somebody asks";
}

TEST(Generator, OutlivesItsBody) {
  Generator<int> numbers = count(1);
  EXPECT_EQ(text(numbers.next()), "1") << "the only value there is";
  EXPECT_EQ(text(numbers.next()), "nothing") << "and behind it there is nothing";
}

TEST(Generator, BringsTheValuesOneByOne) {
  Seen seen;
  Generator<int> numbers = count(3);
  for (int i = 0; i != 6; ++i) seen(text(numbers.next()));
  EXPECT_TRUE(in_order(seen, {"1", "2", "3", "nothing", "nothing", "nothing"}))
      << "each value once, and then nothing, however often it is asked";
}

TEST(Generator, RunsNoFurtherThanItIsAsked) {
  Seen seen;
  Generator<int> numbers = telling(seen);
  seen(text(numbers.next()));
  seen(text(numbers.next()));
  seen(text(numbers.next()));
  EXPECT_TRUE(in_order(seen, {"begins", "1", "goes on", "2", "ends", "nothing"}))
      << "between two questions the body stands still";
}

Generator<int> squares() {
  for (int i = 0;; ++i) co_yield i * i;
}

TEST(Generator, MayBeWithoutEnd) {
  Generator<int> numbers = squares();
  int last = 0;
  for (int i = 0; i != 101; ++i) last = numbers.next().value_or(-1);
  EXPECT_EQ(last, 10'000) << "who asks decides how many there are";
}

Generator<int> failing() {
  co_yield 1;
  throw std::runtime_error("sorry");
}

TEST(Generator, WhatTheBodyThrowsLeavesNext) {
  Generator<int> numbers = failing();
  EXPECT_EQ(text(numbers.next()), "1") << "what came before the error is good";
  EXPECT_THROW(numbers.next(), std::runtime_error) << "the error arrives at who asks";
  std::string behind;
  EXPECT_NO_THROW(behind = text(numbers.next())) << "it is thrown once";
  EXPECT_EQ(behind, "nothing") << "and behind it there is nothing";
}

Generator<std::unique_ptr<std::string>> words() {
  co_yield std::make_unique<std::string>("a word that does not fit into the string itself");
  co_yield std::make_unique<std::string>("another");
}

TEST(Generator, BringsWhatOnlyMoves) {
  auto generator = words();
  const std::optional<std::unique_ptr<std::string>> first = generator.next();
  const std::optional<std::unique_ptr<std::string>> second = generator.next();
  ASSERT_TRUE(first && *first && second && *second) << "two words";
  EXPECT_EQ(**first, "a word that does not fit into the string itself") << "it is good as long as we keep it";
  EXPECT_EQ(**second, "another") << "and so is the next";
}

Generator<int> holding(std::shared_ptr<int> held) {
  co_yield 1;
  co_yield 2 + *held;
}

TEST(Generator, DestroysTheLocalsWhereverItStands) {
  for (int asked = 0; asked != 4; ++asked) {
    const auto held = std::make_shared<int>(0);
    {
      Generator<int> numbers = holding(held);
      for (int i = 0; i != asked; ++i) numbers.next();
    }
    EXPECT_EQ(held.use_count(), 1) << "parameters and locals die with it, when it was asked " << asked
                                   << " times";
  }
}

TEST(Generator, DestroysWhatItHadWhenAnotherIsMovedIn) {
  const auto held = std::make_shared<int>(0);
  Generator<int> numbers = holding(held);
  EXPECT_EQ(text(numbers.next()), "1") << "it has begun";
  numbers = count(5);
  EXPECT_EQ(held.use_count(), 1) << "the old frame is destroyed";
  EXPECT_EQ(text(numbers.next()), "1") << "and the new one has not begun yet";
}

TEST(Generator, DestroysWhatItHadAlsoWhileTheOtherLivesOn) {
  const auto held = std::make_shared<int>(0);
  Generator<int> numbers = holding(held);
  EXPECT_EQ(text(numbers.next()), "1") << "it has begun";
  Generator<int> other = count(5);
  numbers = std::move(other);
  EXPECT_EQ(held.use_count(), 1) << "the old frame dies here, and not with the other generator";
  EXPECT_EQ(text(other.next()), "nothing") << "what was moved away has nothing, not even the old frame";
  EXPECT_EQ(text(numbers.next()), "1") << "and here is what was moved";
}

TEST(Generator, CanBeMoved) {
  Generator<int> numbers = count(3);
  numbers.next();
  Generator<int> others = std::move(numbers);
  EXPECT_EQ(text(others.next()), "2") << "it goes on where it was";
  EXPECT_EQ(text(numbers.next()), "nothing") << "and what was moved away has nothing";
}

TEST(Generator, CannotBeCopied) {
  EXPECT_FALSE(std::is_copy_constructible_v<Generator<int>>) << "a frame has one owner";
  EXPECT_FALSE(std::is_copy_assignable_v<Generator<int>>) << "a frame has one owner";
}

}  // namespace
