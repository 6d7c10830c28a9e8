#include "05_scopes/all_or_nothing.hpp"

#include "all_or_nothing/broken/another_error.hpp"
#include "all_or_nothing/broken/first_is_enough.hpp"
#include "all_or_nothing/broken/keeps_it_quiet.hpp"
#include "all_or_nothing/broken/last_in_the_list.hpp"
#include "all_or_nothing/broken/one_by_one.hpp"
#include "all_or_nothing/broken/others_run_on.hpp"
#include "all_or_nothing/broken/right.hpp"
#include "all_or_nothing/broken/still_there.hpp"
#include "all_or_nothing/broken/waits_for_nobody.hpp"
#include "check.hpp"
#include "todo.hpp"

namespace {

using namespace unroll;
using check::nobody_was_blocked;

/// What your function says of that one.
std::string says(const Together& together) {
  try {
    return what_is_wrong_with(together);
  } catch (const NotWritten&) {
    throw;
  } catch (const std::exception& error) {
    const std::string what = error.what();
    return what.empty() ? "an exception without a word" : what;
  }
}

TEST(AllOrNothing, BelievesOneThatKeepsItsPromises) {
  EXPECT_EQ(says(with_a_scope), "") << "this one is right, and you refuse it";
  EXPECT_TRUE(nobody_was_blocked()) << "with a FakeClock a second costs nothing";
}

TEST(AllOrNothing, BelievesOneThatKeepsThemInAnotherWay) {
  EXPECT_EQ(says(from_behind), "")
      << "it begins with the last, and stops them in another order; nobody has promised an order";
}

TEST(AllOrNothing, RefusesOneAfterTheOther) {
  EXPECT_NE(says(one_by_one), "") << "promise 1: this one begins the next when the one before has ended";
}

TEST(AllOrNothing, RefusesAnEndBeforeTheLastHasEnded) {
  EXPECT_NE(says(first_is_enough), "") << "promise 2: this one ends with the first, and stops the others";
}

TEST(AllOrNothing, RefusesAnEndWithTheLastInTheList) {
  EXPECT_NE(says(last_in_the_list), "")
      << "promise 2: this one ends with the last in the list, and stops those who take longer";
}

TEST(AllOrNothing, RefusesAnEndThatNeverComesIfThereAreNone) {
  EXPECT_NE(says(waits_for_nobody), "") << "promise 2: this one was given no task, and has not ended yet";
}

TEST(AllOrNothing, RefusesAnErrorThatDoesNotArrive) {
  EXPECT_NE(says(keeps_it_quiet), "") << "promise 3: this one stops everybody and says that all is well";
}

TEST(AllOrNothing, RefusesAnErrorThatIsNotThatOfTheFirst) {
  EXPECT_NE(says(another_runtime_error), "")
      << "promise 3: the error of this one is a std::runtime_error, and not the one that was thrown";
  EXPECT_NE(says(another_logic_error), "")
      << "promise 3: the error of this one is a std::logic_error, and not the one that was thrown";
}

TEST(AllOrNothing, RefusesOthersThatRunOnAfterAnError) {
  EXPECT_NE(says(others_run_on), "") << "promise 4: this one waits until the others have done all their work";
}

TEST(AllOrNothing, RefusesAnErrorThatComesWhileOthersAreStillThere) {
  EXPECT_NE(says(still_there), "")
      << "promise 5: this one stops at the right time, but the error comes before the last clean-up has run";
}

}  // namespace
