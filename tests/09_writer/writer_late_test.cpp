#include <thread>

#include "07_threads/sooner_or_later.hpp"
#include "09_writer/writer.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

using WriterEnd = WriterHome;

Task<Steps> late_writes(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, path);
  Future<void> stopped = writer.stop();
  Future<void> before_it_has_ended = writer.write("too late\n");
  Steps outcomes{came_to(before_it_has_ended)};
  co_await std::move(stopped);
  Future<void> after_it_has_ended = writer.write("much too late\n");
  outcomes.push_back(came_to(after_it_has_ended));
  co_return outcomes;
}

TEST_F(WriterEnd, LateWritesFailAtOnce) {
  EXPECT_EQ(run(late_writes(mailbox, path)), Steps(2, WriterStopped().what()));
  EXPECT_EQ(content_of(path), "");
}

Task<Steps> late_write_behind_a_slow_one(Mailbox& home, std::string path) {
  SlowFile file(path);
  Writer writer = co_await Writer::open(home, path);
  Future<void> slow = writer.write(std::string(much, 'x'));
  co_await until_something_is_written(home.poller().timers(), file);
  Future<void> stopped = writer.stop();
  Future<void> late = writer.write("too late\n");
  Steps outcomes{came_to(late)};
  file.close();
  try {
    co_await std::move(slow);
  } catch (const std::system_error&) {
    outcomes.push_back("nobody read it");
  }
  try {
    co_await std::move(stopped);
  } catch (const std::system_error&) {
    // The slow one's error, a second time.
  }
  co_return outcomes;
}

TEST_F(WriterEnd, LateWritesFailAtOnceWhileAnEarlierOneIsUnderWay) {
  EXPECT_EQ(run(late_write_behind_a_slow_one(mailbox, path)),
            (Steps{WriterStopped().what(), "nobody read it"}));
}

/// Nothing is run at home meanwhile, so whatever the thread has sent lies in the mailbox.
void until_its_thread_has_closed_everything(std::ptrdiff_t before) {
  EXPECT_TRUE(sooner_or_later([before] { return open_descriptors() == before; }));
}

TEST_F(WriterEnd, AnErrorWhoseWriteIsGivenUpWhileItIsOnItsWayHomeComesWithStop) {
  const auto before = open_descriptors();
  Writer writer = run(Writer::open(mailbox, "/dev/full"));
  Future<void> stopped;
  {
    const Future<void> given_up = writer.write("a line\n");
    stopped = writer.stop();
    until_its_thread_has_closed_everything(before);
  }
  loop.run();
  EXPECT_EQ(came_to(stopped), "write to /dev/full: No space left on device");
  EXPECT_EQ(reports, Steps{});
}

/// As a task does that is cancelled in the turn in which the answer came.
void give_up_what_is_there(Future<void>& future) {
  take_back(*future.cell());
  future = {};
}

TEST_F(WriterEnd, AnErrorThatHasComeHomeAndIsGivenUpBeforeItIsSeenComesWithStop) {
  Writer writer = run(Writer::open(mailbox, "/dev/full"));
  Future<void> write = writer.write("a line\n");
  while (!write.ready()) ASSERT_TRUE(loop.run_one());
  give_up_what_is_there(write);
  Future<void> stopped = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(stopped), "write to /dev/full: No space left on device");
  EXPECT_EQ(reports, Steps{});
}

/// As a task does that was cancelled before the answer came, and is destroyed after.
TEST_F(WriterEnd, AnErrorThatComesHomeToAWriteThatIsGivenUpButNotYetGoneComesWithStop) {
  Writer writer = run(Writer::open(mailbox, "/dev/full"));
  Future<void> write = writer.write("a line\n");
  take_back(*write.cell());
  while (!write.ready()) ASSERT_TRUE(loop.run_one());
  write = {};
  Future<void> stopped = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(stopped), "write to /dev/full: No space left on device");
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterEnd, AnErrorOfAStopThatHasComeHomeAndIsGivenUpBeforeItIsSeenIsTold) {
  Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  Future<void> stopped = writer.stop();
  while (!stopped.ready()) ASSERT_TRUE(loop.run_one());
  give_up_what_is_there(stopped);
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: write to " + path + ": Broken pipe\n"});
}

TEST_F(WriterEnd, AnErrorOfAStopThatIsGivenUpButNotYetGoneIsForTheNextWhoAsked) {
  Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  Future<void> first = writer.stop();
  Future<void> second = writer.stop();
  take_back(*first.cell());
  while (!second.ready()) ASSERT_TRUE(loop.run_one());
  first = {};
  EXPECT_EQ(came_to(second), "write to " + path + ": Broken pipe");
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterEnd, AnErrorThatHasComeHomeAndWasSeenIsNotToldAgain) {
  Writer writer = run(Writer::open(mailbox, "/dev/full"));
  Future<void> write = writer.write("a line\n");
  while (!write.ready()) ASSERT_TRUE(loop.run_one());
  EXPECT_EQ(came_to(write), "write to /dev/full: No space left on device");
  Future<void> stopped = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(stopped), "done");
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterEnd, AnErrorWhoseWriteIsGivenUpWhileItIsOnItsWayHomeIsToldIfNobodyStops) {
  const auto before = open_descriptors();
  {
    Future<void> given_up;
    {
      Writer writer = run(Writer::open(mailbox, "/dev/full"));
      given_up = writer.write("a line\n");
    }
    until_its_thread_has_closed_everything(before);
  }
  loop.run();
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: write to /dev/full: No space left on device\n"});
}

}  // namespace
}  // namespace unroll
