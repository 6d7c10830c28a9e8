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

std::exception_ptr error(const char* what) { return std::make_exception_ptr(std::runtime_error(what)); }

template <class World>
struct LostErrorsOn : testing::Test {
  LostErrorsOn() {
    loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }

  World world;
  Loop& loop = world.loop;
  std::vector<std::string> reports;
  Promise<int> promise{loop};
  Future<int> future = promise.get_future();

  void expect_one_report(const std::string& about) const {
    ASSERT_EQ(reports.size(), 1U);
    EXPECT_NE(reports[0].find(about), std::string::npos) << reports[0];
  }
};
TYPED_TEST_SUITE(LostErrorsOn, worlds::WorldsFor<3>, worlds::Names);

TYPED_TEST(LostErrorsOn, AnErrorThatNobodyTookIsReportedOnce) {
  this->promise.set_exception(error("lost"));
  EXPECT_TRUE(this->reports.empty()) << "it may still be taken";
  this->future = {};
  this->expect_one_report("lost");
}

TYPED_TEST(LostErrorsOn, AnErrorThatIsNoStdExceptionIsReportedToo) {
  this->promise.set_exception(std::make_exception_ptr(7));
  this->future = {};
  this->expect_one_report("not a std::exception");
}

TYPED_TEST(LostErrorsOn, AnErrorThatWasTakenIsNotReported) {
  this->promise.set_exception(error("taken"));
  EXPECT_THROW(this->future.get(), std::runtime_error);
  EXPECT_TRUE(this->reports.empty());
}

TYPED_TEST(LostErrorsOn, ABrokenPromiseIsNotReported) {
  {
    const Promise<int> dying(std::move(this->promise));
  }
  this->future = {};
  EXPECT_TRUE(this->reports.empty());
}

TYPED_TEST(LostErrorsOn, ABrokenPromiseThatSomebodyWaitedForIsReportedLikeAnyError) {
  auto end = std::move(this->future).then([](int) {});
  {
    const Promise<int> dying(std::move(this->promise));
  }
  this->world.run();
  EXPECT_TRUE(this->reports.empty()) << "it may still be taken";
  end = {};
  this->expect_one_report(BrokenPromise().what());
}

TYPED_TEST(LostErrorsOn, APromiseThatNobodyAskedForItsFutureReportsItsError) {
  {
    Promise<int> dying(this->loop);
    dying.set_exception(error("lost"));
  }
  this->expect_one_report("lost");
}

TYPED_TEST(LostErrorsOn, AnErrorThatWentThroughAWholeChainIsReportedOnceAtItsEnd) {
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

TYPED_TEST(LostErrorsOn, AnErrorOfAFunctionThatNobodyTookIsReportedOnce) {
  {
    const auto end = std::move(this->future).then([](int) { throw std::runtime_error("lost"); });
    this->promise.set_value(7);
    this->world.run();
  }
  this->expect_one_report("lost");
}

TYPED_TEST(LostErrorsOn, AFunctionThatTakesTheFutureAndDoesNotLookLosesTheError) {
  auto end = std::move(this->future).then([](Future<int>) {});
  this->promise.set_exception(error("lost"));
  this->world.run();
  end.get();
  this->expect_one_report("lost");
}

TYPED_TEST(LostErrorsOn, AFunctionThatTakesTheErrorEndsIt) {
  auto end = std::move(this->future).then([](Future<int> failed) { return failed.take().failed(); });
  this->promise.set_exception(error("taken"));
  this->world.run();
  EXPECT_TRUE(end.get());
  EXPECT_TRUE(this->reports.empty());
}

TYPED_TEST(LostErrorsOn, ErrorsOfLosersAreNotReportedForNobodyWantedThem) {
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

TYPED_TEST(LostErrorsOn, AllReportsItsErrorOnceIfNobodyTookIt) {
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

}  // namespace
}  // namespace unroll
