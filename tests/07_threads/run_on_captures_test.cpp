#include <optional>

#include "07_threads/run_on.hpp"
#include "home.hpp"

namespace unroll {
namespace {

using RunOnCaptures = Home;

/// Posts when it goes.
class Going {
 public:
  Going(Mailbox& mailbox, Job job) : mailbox_(mailbox), job_(std::move(job)) {}
  Going(const Going&) = delete;
  Going& operator=(const Going&) = delete;
  ~Going() { mailbox_.post(std::move(job_)); }

 private:
  Mailbox& mailbox_;
  Job job_;
};

TEST_F(RunOnCaptures, WhatAFunctionCapturedThatThrowsDiesBeforeItsErrorIsSent) {
  std::optional<bool> answered;
  Future<int> value;
  auto going = std::make_shared<Going>(mailbox, Job([&] { answered = value.ready(); }));
  auto throws = [going = std::move(going)]() -> Task<int> { throw std::out_of_range("as told"); };
  value = run_on(mailbox.sender(), mailbox, std::move(throws));
  const Mailbox::Work work(mailbox);
  while (!value.ready() || !answered) ASSERT_TRUE(loop.run_one());
  EXPECT_THROW(value.get(), std::out_of_range);
  EXPECT_FALSE(*answered);
}

}  // namespace
}  // namespace unroll
