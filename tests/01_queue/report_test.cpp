#include <gtest/gtest.h>

#include <optional>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "01_queue/loop.hpp"
#include "worlds/worlds.hpp"

namespace unroll {
namespace {

using worlds::World;

/// Something begun that nobody will end, unless told to.
class Begun final : public Unfinished {
 public:
  Begun(Loop& loop, std::string name) : Unfinished(loop), name_(std::move(name)) {}
  std::string describe() const override { return name_ + "\n"; }
  void end() { leave(); }

 private:
  std::string name_;
};

struct ReportOn : worlds::TestOn {
  ReportOn() {
    world.run();  // what goes on beside has come to its end, and is not in the list
    loop.on_report([this](const std::string& what) { reports.push_back(what); });
  }

  World world;
  Loop& loop = world.loop;
  std::vector<std::string> reports;
};
UNROLL_ON_WORLDS(ReportOn, 1);

TEST_P(ReportOn, NothingBegunIsNothingUnfinished) { EXPECT_EQ(this->loop.unfinished(), ""); }

TEST_P(ReportOn, UnfinishedListsTheNewestFirst) {
  const Begun first(this->loop, "first");
  const Begun second(this->loop, "second");
  EXPECT_EQ(this->loop.unfinished(), "second\nfirst\n");
}

TEST_P(ReportOn, WhoeverEndsOrDiesLeavesTheListWhereverHeStoodInIt) {
  Begun first(this->loop, "first");
  std::optional<Begun> second(std::in_place, this->loop, "second");
  std::optional<Begun> third(std::in_place, this->loop, "third");
  std::optional<Begun> fourth(std::in_place, this->loop, "fourth");
  third.reset();
  EXPECT_EQ(this->loop.unfinished(), "fourth\nsecond\nfirst\n");
  first.end();
  first.end();
  EXPECT_EQ(this->loop.unfinished(), "fourth\nsecond\n") << "twice is once";
  fourth.reset();
  EXPECT_EQ(this->loop.unfinished(), "second\n");
  second.reset();
  EXPECT_EQ(this->loop.unfinished(), "");
}

TEST_P(ReportOn, ALongListIsCutAndSaysSo) {
  const Begun a(this->loop, "a");
  const Begun b(this->loop, "b");
  const Begun c(this->loop, "c");
  EXPECT_EQ(this->loop.unfinished(2), "c\nb\n… and more\n");
  EXPECT_EQ(this->loop.unfinished(3), "c\nb\na\n");
}

TEST_P(ReportOn, ARunThatDrainsSaysWhoStillWaits) {
  const Begun forgotten(this->loop, "forgotten");
  this->loop.post([] {});
  this->world.run();
  ASSERT_EQ(this->reports.size(), 1U);
  EXPECT_NE(this->reports[0].find("forgotten\n"), std::string::npos) << this->reports[0];
}

TEST_P(ReportOn, ARunThatWasStoppedReportsNothing) {
  const Begun waiting(this->loop, "waiting");
  this->loop.post([this] { this->loop.stop(); });
  this->world.run();
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(ReportOn, ARunThatAnErrorLeftReportsNothing) {
  const Begun waiting(this->loop, "waiting");
  this->loop.post([] { throw std::runtime_error("as told"); });
  EXPECT_THROW(this->world.run(), std::runtime_error);
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(ReportOn, WhereAllHasEndedNothingIsReported) {
  std::optional<Begun> begun(std::in_place, this->loop, "begun");
  this->loop.post([&] { begun.reset(); });
  this->world.run();
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(ReportOn, RunOneNeverReports) {
  const Begun waiting(this->loop, "waiting");
  EXPECT_FALSE(this->loop.run_one());
  EXPECT_TRUE(this->reports.empty());
}

TEST_P(ReportOn, WithoutAListenerAReportGoesToStderr) {
  this->loop.on_report(nullptr);
  testing::internal::CaptureStderr();
  this->loop.report("lost and found\n");
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "lost and found\n");
}

}  // namespace
}  // namespace unroll
