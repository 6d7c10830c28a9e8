#include "09_writer/closing_time.hpp"

#include "check.hpp"
#include "folder.hpp"

namespace {

static_assert(unroll::prediction.size() != 0 && unroll::prediction.front().size() < 1000,
              "a prediction is written down, and no program says it");

const unroll::Said& said() {
  static const unroll::check::Folder folder;
  static const unroll::Said lines = unroll::diaries(folder.file("diary"));
  return lines;
}

/// What is right is not said: it would be no prediction any more.
testing::AssertionResult predicted(std::size_t number) {
  const auto& prediction = unroll::prediction;
  const std::string_view line = number <= prediction.size() ? prediction[number - 1] : "";
  if (line == said().at(number - 1)) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  line " << number << " is another one than \""
                                     << line << "\"";
}

TEST(ClosingTime, AnErrorReachesWhoWaitsForTheWrite) {
  EXPECT_TRUE(predicted(1)) << "a full disk can be opened";
  EXPECT_TRUE(predicted(2)) << "whoever waits for a write hears what became of it";
}

TEST(ClosingTime, AfterAnErrorNothingMoreIsWritten) {
  EXPECT_TRUE(predicted(3)) << "a line behind half a line would be two wrong lines";
}

TEST(ClosingTime, AnErrorIsSaidOnce) {
  EXPECT_TRUE(predicted(4)) << "who waited for the write has heard of it; stop has nothing new to say";
  EXPECT_TRUE(predicted(5)) << "who comes after stop comes too late, whatever was before";
}

TEST(ClosingTime, WhatTheThreadSaysComesAsALetter) {
  EXPECT_TRUE(predicted(6)) << "it may be written long since, but this loop has read no letter meanwhile";
  EXPECT_TRUE(predicted(7)) << "it may be closed long since, but this loop has read no letter meanwhile";
}

TEST(ClosingTime, ALateWriteFailsAtOnce) {
  EXPECT_TRUE(predicted(8)) << "that it comes too late is known here and now";
  EXPECT_TRUE(predicted(12)) << "and so it is said";
}

TEST(ClosingTime, StopEndsLast) {
  EXPECT_TRUE(predicted(9)) << "stop ends well, for all was written";
  EXPECT_TRUE(predicted(10)) << "all that was given before is written when stop has ended";
  EXPECT_TRUE(predicted(11)) << "all of it, and nothing else";
  EXPECT_EQ(unroll::prediction.size(), 12U) << "a line for each that is said, and no other";
}

TEST(ClosingTime, TheProgramIsStillTheSame) {
  EXPECT_TRUE(unroll::check::as_given_out(said(), 17186172220932170319U)) << "predict it; do not change it";
}

}  // namespace
