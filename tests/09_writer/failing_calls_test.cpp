#include <cerrno>
#include <future>

#include "07_threads/sooner_or_later.hpp"
#include "09_writer/file_calls.hpp"
#include "09_writer/growing_file.hpp"
#include "09_writer/out_file.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

struct FailingCalls : WriterHome {
  ~FailingCalls() override { calls::begin(); }
};

Task<int> three_lines(Writer& writer) {
  co_await writer.write("first line\n");
  co_await writer.write("second line\n");
  co_await writer.write("third line\n");
  co_return 3;
}

const std::string whole = "first line\nsecond line\nthird line\n";

/// What came of it: nothing, or an error and its errno.
int errno_of(Home& home, const std::string& path) {
  try {
    EXPECT_EQ(home.run(with_writer(home.mailbox, path, three_lines)), 3);
    return 0;
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find(": " + error.code().message()), std::string::npos);
    return error.code().value();
  }
}

// The calls of the scenario: the loop's two, one that opens, three that write, three that close.
constexpr std::size_t calls_made = 9;
constexpr std::size_t opens = 3;
constexpr std::size_t last_write = 6;
constexpr std::size_t closes_file = 7;

TEST_F(FailingCalls, AreCounted) {
  calls::begin();
  EXPECT_EQ(errno_of(*this, path), 0);
  EXPECT_EQ(calls::made(), calls_made);
}

TEST_F(FailingCalls, EachReachesTheCallerAndLeavesNothingBehind) {
  const auto before = open_descriptors();
  for (std::size_t kth = 1; kth <= calls_made; ++kth) {
    calls::begin(kth, EIO);
    EXPECT_EQ(errno_of(*this, path), kth <= closes_file ? EIO : 0) << "call " << kth;
    loop.run();
    EXPECT_EQ(open_descriptors(), before) << "call " << kth;
  }
  EXPECT_EQ(reports, Steps{});
}

TEST_F(FailingCalls, AWriteThatIsInterruptedIsDoneAgain) {
  for (std::size_t kth = opens + 1; kth <= closes_file; ++kth) {
    calls::begin(kth, EINTR);
    EXPECT_EQ(errno_of(*this, path), 0) << "call " << kth;
    EXPECT_EQ(content_of(path), whole) << "call " << kth;
  }
}

TEST_F(FailingCalls, AWriteThatComesShortGoesOn) {
  for (std::size_t kth = opens + 1; kth <= last_write; ++kth) {
    calls::begin(kth, calls::comes_short);
    EXPECT_EQ(errno_of(*this, path), 0) << "call " << kth;
    EXPECT_EQ(content_of(path), whole) << "call " << kth;
  }
}

Task<Steps> three_lines_together(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, std::move(path));
  std::vector<Future<void>> writes;
  for (int i = 0; i != 3; ++i) writes.push_back(writer.write("line " + std::to_string(i) + "\n"));
  co_await writer.stop();
  Steps outcomes;
  for (Future<void>& one : writes) outcomes.push_back(came_to(one));
  co_return outcomes;
}

TEST_F(FailingCalls, AfterAWriteThatFailedNothingMoreIsWrittenAlsoIfItCouldBe) {
  calls::begin(opens + 2, ENOSPC);
  const std::string full = "write to " + path + ": No space left on device";
  EXPECT_EQ(run(three_lines_together(mailbox, path)), (Steps{"done", full, full}));
  EXPECT_EQ(content_of(path), "line 0\n");
}

TEST_F(FailingCalls, AThreadThatCannotHaveALoopSaysSo) {
  calls::begin(1, EMFILE);
  EXPECT_EQ(errno_of(*this, path), EMFILE);
  loop.run();
  EXPECT_EQ(reports, Steps{});
  calls::begin();
  EXPECT_EQ(errno_of(*this, path), 0) << "the home is as good as before";
}

Task<> stopped_twice(Mailbox& home, std::string path, Steps& outcomes) {
  Writer writer = co_await Writer::open(home, std::move(path));
  Future<void> first = writer.stop();
  Future<void> second = writer.stop();
  co_await std::move(second);
  outcomes.push_back(came_to(first));
}

TEST_F(FailingCalls, AnErrorOfClosingIsThatOfTheFirstWhoStops) {
  calls::begin(opens + 1, EIO);
  Steps outcomes;
  run(stopped_twice(mailbox, path, outcomes));
  EXPECT_EQ(outcomes, Steps{"close " + path + ": Input/output error"});
}

TEST_F(FailingCalls, AnErrorOfClosingThatNobodyHearsIsTold) {
  calls::begin(opens + 1, EIO);
  {
    const Writer writer = run(Writer::open(mailbox, path));
  }
  loop.run();
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: close " + path + ": Input/output error\n"});
}

TEST_F(FailingCalls, BesideAnErrorOfAWriteThatOfClosingIsNoNews) {
  Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  const auto one_more = [](Writer& to) -> Task<> { co_await to.write("x"); };
  EXPECT_THROW(run(one_more(writer)), std::system_error) << "it has failed by now";
  calls::begin(1, EIO);  // that closes the file
  Future<void> stopped = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(stopped), "write to " + path + ": Broken pipe");
}

TEST_F(FailingCalls, AThreadThatCannotHaveALoopAndIsGivenUpMeanwhileSaysNothing) {
  const auto before = open_descriptors();
  for (int i = 0; i != 100; ++i) {
    calls::begin(1, EMFILE);
    {
      const Future<Writer> given_up = start(loop, Writer::open(mailbox, path));
      loop.run_one();
    }
    loop.run();
  }
  EXPECT_EQ(reports, Steps{});
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(FailingCalls, AThreadWhoseLoopFailsIsHeardByWhoeverWritesLaterAndByStop) {
  const auto before = open_descriptors();
  Writer writer = run(Writer::open(mailbox, path));
  calls::fail_wait_behind_a_write(ENOMEM);
  Future<void> written = writer.write("a line\n");
  EXPECT_TRUE(sooner_or_later([before] { return open_descriptors() == before; })) << "its thread has ended";
  Future<void> late = writer.write("too late\n");
  Future<void> stopped = writer.stop();
  Future<void> again = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(written), "done");
  EXPECT_EQ(came_to(late), "epoll_wait: Cannot allocate memory");
  EXPECT_EQ(came_to(stopped), "epoll_wait: Cannot allocate memory");
  EXPECT_EQ(came_to(again), "done") << "the first asker has it";
  EXPECT_EQ(reports, Steps{});
}

TEST_F(FailingCalls, AThreadWhoseLoopFailsAndThatNobodyStopsIsTold) {
  {
    Writer writer = run(Writer::open(mailbox, path));
    calls::fail_wait_behind_a_write(ENOMEM);
    const auto one = [](Writer& to) -> Task<> { co_await to.write("a line\n"); };
    run(one(writer));
  }
  loop.run();
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: epoll_wait: Cannot allocate memory\n"});
}

TEST_F(FailingCalls, BesideAnErrorOfAWriteThatOfTheThreadsLoopIsTold) {
  const auto before = open_descriptors();
  calls::fail_wait_behind_a_write(ENOMEM);
  Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  EXPECT_TRUE(sooner_or_later([before] { return open_descriptors() == before; })) << "its thread has ended";
  Future<void> stopped = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(stopped), "write to " + path + ": Broken pipe");
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: epoll_wait: Cannot allocate memory\n"});
}

TEST_F(FailingCalls, WhatWasReadBeforeAReadThatFailsComesFirst) {
  std::ofstream(path) << whole;
  GrowingFile file(path);
  const auto read = [&] { return std::async(std::launch::async, [&] { return file.read_lines(); }).get(); };
  calls::begin(2, EIO);
  EXPECT_EQ(read(), whole);
  calls::begin(1, EIO);
  EXPECT_THROW(read(), std::system_error);
}

TEST_F(FailingCalls, AReadThatIsInterruptedIsDoneAgain) {
  std::ofstream(path) << whole;
  calls::begin(2, EINTR);  // the first opens
  auto lines = std::async(std::launch::async, [&] { return GrowingFile(path).read_lines(); });
  EXPECT_EQ(lines.get(), whole);
  EXPECT_EQ(calls::made(), 5U) << "one that opens, three that read, one that closes";
}

TEST_F(FailingCalls, AnOpenThatIsInterruptedIsDoneAgain) {
  std::ofstream(path) << whole;
  calls::begin(1, EINTR);
  auto lines = std::async(std::launch::async, [&] { return GrowingFile(path).read_lines(); });
  EXPECT_EQ(lines.get(), whole);
  calls::begin(1, EINTR);
  EXPECT_NO_THROW(std::async(std::launch::async, [&] { OutFile(path).write_all("x"); }).get());
  EXPECT_EQ(content_of(path), "x");
}

}  // namespace
}  // namespace unroll
