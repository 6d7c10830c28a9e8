#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <utility>

#include "01_queue/job.hpp"

namespace unroll {
namespace {

using Token = std::shared_ptr<int>;

/// Small captures are held in place, big ones in a box: each promise must hold for both.
auto small_function(Token token) {
  return [token = std::move(token)] {};
}
auto big_function(Token token) {
  return [token = std::move(token), room = std::array<char, 100>{}] { static_cast<void>(room); };
}

template <class Make>
void expect_captures_die_once(Make make) {
  auto token = std::make_shared<int>();
  {
    Job called(make(token));
    Job never_called(make(token));
    called();
    EXPECT_EQ(token.use_count(), 3) << "a call does not end the captures";
  }
  EXPECT_EQ(token.use_count(), 1);
}

TEST(JobLifetime, CapturesDieWithTheJobCalledOrNot) {
  expect_captures_die_once(small_function);
  expect_captures_die_once(big_function);
}

template <class Make>
void expect_moves_are_moves(Make make) {
  auto token = std::make_shared<int>();
  Job job(make(token));
  Job moved(std::move(job));
  EXPECT_EQ(token.use_count(), 2) << "moved, not copied, and nothing left behind";
  Job assigned;
  assigned = std::move(moved);
  EXPECT_EQ(token.use_count(), 2);
  EXPECT_TRUE(assigned);
}

TEST(JobLifetime, AMoveTakesTheCapturesAlong) {
  expect_moves_are_moves(small_function);
  expect_moves_are_moves(big_function);
}

template <class Make>
void expect_assignment_ends_what_was_there(Make make) {
  auto before = std::make_shared<int>();
  auto after = std::make_shared<int>();
  Job job(make(before));
  job = Job(make(after));
  EXPECT_EQ(before.use_count(), 1);
  EXPECT_EQ(after.use_count(), 2);
  job = Job();
  EXPECT_EQ(after.use_count(), 1);
  EXPECT_FALSE(job);
}

TEST(JobLifetime, AssigningEndsWhatWasThereBefore) {
  expect_assignment_ends_what_was_there(small_function);
  expect_assignment_ends_what_was_there(big_function);
}

TEST(JobLifetime, AJobMovedIntoItselfKeepsItsFunction) {
  auto token = std::make_shared<int>();
  Job job(small_function(token));
  Job& itself = job;
  job = std::move(itself);
  EXPECT_TRUE(job);
  EXPECT_EQ(token.use_count(), 2);
}

TEST(JobLifetime, IsEmptyWhenNeverSetOrMovedAway) {
  EXPECT_FALSE(Job());
  Job job([] {});
  EXPECT_TRUE(job);
  const Job moved(std::move(job));
  EXPECT_FALSE(job);  // NOLINT(bugprone-use-after-move): the promise is about just that
  EXPECT_TRUE(moved);
}

TEST(JobLifetime, AJobMadeFromAJobIsThatJob) {
  const void* seen_at = nullptr;
  struct Where {
    const void** seen_at;
    void operator()() const { *seen_at = this; }
  };
  Job job(Job(Where{&seen_at}));
  job();
  EXPECT_GE(seen_at, static_cast<const void*>(&job)) << "not a job around a job";
  EXPECT_LT(seen_at, static_cast<const void*>(&job + 1));
}

#if UNROLL_TRACE
TEST(JobLifetime, ItsIdGoesWithIt) {
  Job first([] {});
  Job second([] {});
  EXPECT_NE(first.id().value, second.id().value);
  const auto id = first.id().value;
  Job moved(std::move(first));
  EXPECT_EQ(moved.id().value, id);
  second = std::move(moved);
  EXPECT_EQ(second.id().value, id);
  EXPECT_EQ(Job([] {}, second.id()).id().value, id) << "made for a job that has an id already";
}
#else
TEST(JobLifetime, AnIdTakesNoRoomWhereNothingIsRecorded) { EXPECT_EQ(sizeof(Job), 48 + sizeof(void*)); }
#endif

}  // namespace
}  // namespace unroll
