#include "03_futures/all_is_well.hpp"

#include <chrono>
#include <stdexcept>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using unroll::check::in_order;
using unroll::check::Lines;
using unroll::check::Seen;

/// Each operation takes a second, of a time that jumps.
class TestDisk final : public Disk {
 public:
  TestDisk(Timers& timers, Seen& told) : timers_(timers), seen_(told) {}

  Future<void> open() override { return operation("open"); }
  Future<void> write(std::string text) override { return operation("write " + text); }
  Future<void> close() override { return operation("close"); }

  std::string failing;  // this one fails

 private:
  Future<void> operation(std::string what) {
    seen_(what);
    return sleep_for(timers_, 1s).then([this, what] {
      if (what == failing) throw std::runtime_error("could not " + what);
      seen_("done: " + what);
    });
  }

  Timers& timers_;
  Seen& seen_;
};

struct World {
  World() {
    loop.on_report([this](const std::string& what) { seen("reported: " + what); });
  }

  /// What the backup came to, and when.
  std::string outcome(const std::string& head = "head", const std::string& body = "body") {
    Future<std::string> done = backup(disk, head, body);
    loop.run();
    if (!done.ready()) return "it never ended";
    try {
      return done.get();
    } catch (const std::runtime_error& error) {
      return error.what();
    }
  }

  Seen seen;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  TestDisk disk{timers, seen};
};

TEST(AllIsWell, WritesOneBehindTheOther) {
  World world;
  EXPECT_EQ(world.outcome(), "all is well") << "nothing failed";
  EXPECT_TRUE(in_order(world.seen, {"open", "done: open", "write head", "done: write head", "write body",
                                    "done: write body", "close", "done: close"}))
      << "a step begins when the one before it has ended";
}

TEST(AllIsWell, WritesWhatItWasGiven) {
  World world;
  const std::string head(50, 'h');
  const std::string body(60, 'b');
  world.outcome(std::string(head), std::string(body));
  EXPECT_TRUE(in_order(world.seen, {"open", "done: open", "write " + head, "done: write " + head,
                                    "write " + body, "done: write " + body, "close", "done: close"}))
      << "a step that runs later owns what it uses";
}

TEST(AllIsWell, TheErrorOfAWriteArrives) {
  for (const char* text : {"head", "body"}) {
    World world;
    world.disk.failing = std::string("write ") + text;
    EXPECT_EQ(world.outcome(), std::string("could not write ") + text) << "nothing is well here";
  }
}

TEST(AllIsWell, ClosesBehindAWriteThatFailed) {
  World world;
  world.disk.failing = "write head";
  world.outcome();
  EXPECT_TRUE(in_order(world.seen, {"open", "done: open", "write head", "close", "done: close"}))
      << "the disk is closed, and the body is not written: no more is known to be good";
}

TEST(AllIsWell, TheErrorWaitsForTheClose) {
  World world;
  world.disk.failing = "write body";
  EXPECT_EQ(world.outcome(), "could not write body") << "the error of the write arrives";
  EXPECT_EQ(world.seen.lines().back(), "done: close") << "and when it does, the disk is closed";
}

TEST(AllIsWell, WhatIsNotOpenIsNotClosed) {
  World world;
  world.disk.failing = "open";
  EXPECT_EQ(world.outcome(), "could not open") << "the error of the open arrives";
  EXPECT_TRUE(in_order(world.seen, {"open"})) << "nothing is written to a disk that is not open, or closed";
}

TEST(AllIsWell, TheErrorOfTheCloseArrives) {
  World world;
  world.disk.failing = "close";
  EXPECT_EQ(world.outcome(), "could not close") << "what is not closed may not be there tomorrow";
}

TEST(AllIsWell, NoErrorIsReportedToTheLoop) {
  for (const char* step : {"open", "write head", "write body", "close"}) {
    World world;
    world.disk.failing = step;
    world.outcome();
    for (const std::string& line : world.seen.lines())
      EXPECT_EQ(line.find("reported"), std::string::npos) << "each error has somebody who takes it\n" << line;
  }
}

}  // namespace
