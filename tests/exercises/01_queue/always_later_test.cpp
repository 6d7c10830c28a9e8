#include "01_queue/always_later.hpp"

#include <algorithm>
#include <memory>

#include "check.hpp"

namespace {

using unroll::Loop;
using unroll::PhoneBook;
using unroll::check::in_order;
using unroll::check::Seen;

/// The number of a name is how long it is.
struct AlwaysLater : testing::Test {
  Seen seen;
  Seen asked;
  Loop loop;
  PhoneBook book{loop, [this](const std::string& name) {
                   asked(name);
                   return static_cast<int>(name.size());
                 }};

  void look_up(const std::string& name) {
    book.look_up(name, [this, name](int number) { seen(name + " " + std::to_string(number)); });
  }
  /// Has a name looked up, so that it is known.
  void learn(const std::string& name) {
    book.look_up(name, [](int) {});
    loop.run();
  }
};

TEST_F(AlwaysLater, AnswersAnUnknownNameLater) {
  look_up("Ann");
  seen("behind look_up");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"behind look_up", "Ann 3"}))
      << "an answer never comes before look_up has returned";
}

TEST_F(AlwaysLater, AnswersAKnownNameLaterToo) {
  learn("Ann");
  look_up("Ann");
  seen("behind look_up");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"behind look_up", "Ann 3"})) << "also when the number is known: always later";
}

TEST_F(AlwaysLater, AnswersInTheOrderOfTheQuestions) {
  learn("Ann");
  for (const char* name : {"Ann", "Barbara", "Ann", "Cy"}) look_up(name);
  loop.run();
  EXPECT_TRUE(in_order(seen, {"Ann 3", "Barbara 7", "Ann 3", "Cy 2"})) << "who asks first is answered first";
}

TEST_F(AlwaysLater, AnswersInOrderAlsoWhatIsAskedWhileOthersAreAnswered) {
  learn("Ann");
  book.look_up("Barbara", [this](int) {
    seen("Barbara");
    look_up("Ann");
  });
  look_up("Cy");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"Barbara", "Cy 2", "Ann 3"}))
      << "Cy was asked for before Barbara's answer came";
}

TEST_F(AlwaysLater, AsksOnceForEachName) {
  for (const char* name : {"Ann", "Barbara", "Ann", "Barbara", "Ann"}) look_up(name);
  loop.run();
  for (const char* name : {"Barbara", "Ann"}) look_up(name);
  loop.run();
  EXPECT_TRUE(in_order(asked, {"Ann", "Barbara"})) << "what has been said once is remembered";
  EXPECT_TRUE(in_order(seen, {"Ann 3", "Barbara 7", "Ann 3", "Barbara 7", "Ann 3", "Barbara 7", "Ann 3"}));
}

TEST_F(AlwaysLater, NoAnswerRunsInsideOfAnother) {
  learn("Ann");
  int inside = 0;
  int deepest = 0;
  int left = 100;
  std::function<void(int)> again = [&](int) {
    deepest = std::max(deepest, ++inside);
    if (--left != 0) book.look_up("Ann", again);
    --inside;
  };
  book.look_up("Ann", again);
  loop.run();
  EXPECT_EQ(left, 0) << "every look_up is answered";
  EXPECT_EQ(deepest, 1) << "answers inside of answers: a long row of them overflows the stack";
}

TEST_F(AlwaysLater, AnAnswerThatHasBeenGivenIsGone) {
  const auto held = std::make_shared<int>(1);
  learn("Ann");
  for (const char* name : {"Ann", "Barbara"}) book.look_up(name, [held](int) {});
  loop.run();
  EXPECT_EQ(held.use_count(), 1) << "the book keeps numbers, not those who asked";
}

TEST_F(AlwaysLater, KnowsNothingOfAnotherBook) {
  PhoneBook other(loop, [](const std::string&) { return 100; });
  learn("Ann");
  other.look_up("Ann", [this](int number) { seen("the other: " + std::to_string(number)); });
  look_up("Ann");
  look_up("Barbara");
  loop.run();
  EXPECT_TRUE(in_order(seen, {"the other: 100", "Ann 3", "Barbara 7"}))
      << "each asks its own, and remembers what that has said";
}

}  // namespace
