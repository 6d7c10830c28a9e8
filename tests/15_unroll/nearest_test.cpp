#include "15_unroll/course/nearest.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

const std::vector<std::string> names{"every", "02_callbacks/every", "timers", "then", "hello"};

TEST(Nearest, IsTheOneThatTakesTheFewestChanges) {
  EXPECT_EQ(nearest("evry", names), "every") << "a letter less";
  EXPECT_EQ(nearest("everyy", names), "every") << "a letter more";
  EXPECT_EQ(nearest("timerz", names), "timers") << "another letter";
  EXPECT_EQ(nearest("02_calbacks/every", names), "02_callbacks/every");
  EXPECT_EQ(nearest("hello", names), "hello") << "none at all";
}

TEST(Nearest, OfTwoThatAreAsNearTheFirst) { EXPECT_EQ(nearest("cat", {"dog", "car", "bat"}), "car"); }

TEST(Nearest, IsNoneWhereAThirdOfTheLettersAndMoreIsOther) {
  EXPECT_EQ(nearest("semaphore", names), "");
  EXPECT_EQ(nearest("abcdef", {"abcdxx"}), "abcdxx") << "a third, just";
  EXPECT_EQ(nearest("abcde", {"abcxx"}), "") << "two of five";
  EXPECT_EQ(nearest("", names), "");
  EXPECT_EQ(nearest("every", {}), "");
}

TEST(Guess, KnowsExercisesAndChaptersAndTheLastNameOfAPath) {
  std::vector<Exercise> exercises(2);
  exercises[0].chapter = "02_callbacks";
  exercises[0].name = "every";
  exercises[1].chapter = "03_futures";
  exercises[1].name = "then";
  EXPECT_EQ(guess("evry", exercises), "Is it every? ");
  EXPECT_EQ(guess("02_calbacks", exercises), "Is it 02_callbacks? ");
  EXPECT_EQ(guess("exercises/02_callbacks/evry.hpp", exercises), "Is it every? ");
  EXPECT_EQ(guess("something", exercises), "");
}

}  // namespace
}  // namespace unroll::course
