#include <gtest/gtest.h>

#include <exception>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::TimedWorld;

std::exception_ptr error(const char* what) { return std::make_exception_ptr(std::runtime_error(what)); }

struct LostErrorsOn : worlds::TestOn {
  LostErrorsOn() {
    loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }

  TimedWorld world;
  Loop& loop = world.loop;
  std::vector<std::string> reports;
  Promise<int> promise{loop};
  Future<int> future = promise.get_future();

  void expect_one_report(const std::string& about) const {
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_NE(reports[0].find(about), std::string::npos) << reports[0];
  }
};
UNROLL_ON_WORLDS(LostErrorsOn, 3);

TEST_P(LostErrorsOn, AnErrorThatNobodyTookIsReportedOnce) {
  this->promise.set_exception(error("lost"));
  EXPECT_TRUE(this->reports.empty()) << "it may still be taken";
  this->future = {};
  this->expect_one_report("lost");
}

TEST_P(LostErrorsOn, AnErrorThatIsNoStdExceptionIsReportedToo) {
  this->promise.set_exception(std::make_exception_ptr(7));
  this->future = {};
  this->expect_one_report("not a std::exception");
}

TEST_P(LostErrorsOn, AnErrorThatWasTakenIsNotReported) {
  this->promise.set_exception(error("taken"));
  EXPECT_THROW(this->future.get(), std::runtime_error);
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(LostErrorsOn, ABrokenPromiseIsNotReported) {
  {
    const Promise<int> dying(std::move(this->promise));
  }
  this->future = {};
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(LostErrorsOn, ABrokenPromiseThatSomebodyWaitedForIsReportedLikeAnyError) {
  auto end = std::move(this->future).then([](int) {});
  {
    const Promise<int> dying(std::move(this->promise));
  }
  this->world.run();
  EXPECT_TRUE(this->reports.empty()) << "it may still be taken";
  end = {};
  this->expect_one_report(BrokenPromise().what());
}

TEST_P(LostErrorsOn, APromiseThatNobodyAskedForItsFutureReportsItsError) {
  {
    Promise<int> dying(this->loop);
    dying.set_exception(error("lost"));
  }
  this->expect_one_report("lost");
}

TEST_P(LostErrorsOn, AnErrorThatWentThroughAWholeChainIsReportedOnceAtItsEnd) {
  auto end = std::move(this->future)
                 .then([](int value) { return value; })
                 .then([](int value) { return value; })
                 .then([](int) {});
  this->promise.set_exception(error("lost"));
  this->world.run();
  EXPECT_TRUE(this->reports.empty());
  end = {};
  this->expect_one_report("lost");
}

TEST_P(LostErrorsOn, AnErrorOfAFunctionThatNobodyTookIsReportedOnce) {
  {
    const auto end = std::move(this->future).then([](int) { throw std::runtime_error("lost"); });
    this->promise.set_value(7);
    this->world.run();
  }
  this->expect_one_report("lost");
}

TEST_P(LostErrorsOn, AFunctionThatTakesTheFutureAndDoesNotLookLosesTheError) {
  auto end = std::move(this->future).then([](Future<int>) {});
  this->promise.set_exception(error("lost"));
  this->world.run();
  end.get();
  this->expect_one_report("lost");
}

TEST_P(LostErrorsOn, AFunctionThatTakesTheErrorEndsIt) {
  auto end = std::move(this->future).then([](Future<int> failed) { return failed.take().failed(); });
  this->promise.set_exception(error("taken"));
  this->world.run();
  EXPECT_TRUE(end.get());
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(LostErrorsOn, ErrorsOfLosersAreNotReportedForNobodyWantedThem) {
  Promise<int> winner(this->loop);
  std::vector<Future<int>> futures;
  futures.push_back(winner.get_future());
  futures.push_back(std::move(this->future));
  Future<int> first = any(this->loop, std::move(futures));
  winner.set_value(7);
  this->promise.set_exception(error("late"));
  this->world.run();
  EXPECT_EQ(first.get(), 7);
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(LostErrorsOn, AllReportsItsErrorOnceIfNobodyTookIt) {
  Promise<int> other(this->loop);
  std::vector<Future<int>> futures;
  futures.push_back(std::move(this->future));
  futures.push_back(other.get_future());
  {
    const auto both = all(this->loop, std::move(futures));
    this->promise.set_exception(error("lost"));
    other.set_value(7);
    this->world.run();
  }
  this->expect_one_report("lost");
}

TEST_P(LostErrorsOn, TheErrorThatAnAllHasKeptIsReportedIfItDiesBeforeTheOthersHaveEnded) {
  Promise<int> other(this->loop);
  std::vector<Future<int>> futures;
  futures.push_back(std::move(this->future));
  futures.push_back(other.get_future());
  auto both = all(this->loop, std::move(futures));
  this->promise.set_exception(error("kept"));
  this->world.run();
  EXPECT_TRUE(this->reports.empty()) << "it may still be taken, when the other has ended";
  both = {};
  this->expect_one_report("kept");
}

TEST_P(LostErrorsOn, TheErrorThatAnAllHasKeptIsNotReportedIfItLoses) {
  Promise<int> other(this->loop);
  Promise<int> winner(this->loop);
  std::vector<Future<int>> futures;
  futures.push_back(std::move(this->future));
  futures.push_back(other.get_future());
  std::vector<Future<int>> rivals;
  rivals.push_back(winner.get_future());
  rivals.push_back(all(this->loop, std::move(futures)).then([](const std::vector<int>&) { return 0; }));
  Future<int> first = any(this->loop, std::move(rivals));
  this->promise.set_exception(error("kept"));
  this->world.run();
  winner.set_value(7);
  this->world.run();
  EXPECT_EQ(first.get(), 7);
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(LostErrorsOn, TheLaterErrorOfAnAllIsReportedForOnlyTheFirstTravels) {
  Promise<int> other(this->loop);
  std::vector<Future<int>> futures;
  futures.push_back(std::move(this->future));
  futures.push_back(other.get_future());
  auto both = all(this->loop, std::move(futures));
  other.set_exception(error("first"));
  this->promise.set_exception(error("later"));
  this->world.run();
  EXPECT_THROW((void)both.get(), std::runtime_error);
  this->expect_one_report("later");
}

}  // namespace
}  // namespace unroll
