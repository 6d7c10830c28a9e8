#include <optional>

#include "09_writer/writer.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

using WriterEnd = WriterHome;

Task<> wait_for(Future<void> future) { co_await std::move(future); }

Task<std::string> write_and_stop(Mailbox& home, std::string path, int lines) {
  Writer writer = co_await Writer::open(home, path);
  std::vector<Future<void>> under_way;
  for (int i = 0; i != lines; ++i) under_way.push_back(writer.write("a line\n"));
  co_await writer.stop();
  co_return content_of(path);
}

TEST_F(WriterEnd, WhenStopHasEndedAllIsInTheFileThousandTimesOfThousand) {
  const auto before = open_descriptors();
  std::string expected;
  for (int i = 0; i != 5; ++i) expected += "a line\n";
  for (int i = 0; i != 1000; ++i) {
    ASSERT_EQ(run(write_and_stop(mailbox, path, 5)), expected) << "run " << i;
    std::filesystem::remove(path);  // emptying it would make the disk wait
  }
  EXPECT_EQ(open_descriptors(), before);
}

Task<std::ptrdiff_t> descriptors_after_stop(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, path);
  co_await writer.stop();
  co_return open_descriptors();
}

TEST_F(WriterEnd, WhenStopHasEndedTheFileIsClosedAndTheLoopOfTheThreadGone) {
  const auto before = open_descriptors();
  EXPECT_EQ(run(descriptors_after_stop(mailbox, path)), before);
}

Task<Steps> stop_three_times(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, path);
  Future<void> first = writer.stop();
  Future<void> second = writer.stop();
  Steps outcomes{came_to(first)};
  co_await std::move(second);
  Future<void> third = writer.stop();
  outcomes.push_back(came_to(first));
  outcomes.push_back(came_to(third));
  co_return outcomes;
}

TEST_F(WriterEnd, StoppedItIsForgottenAtHome) {
  for (int i = 0; i != 3; ++i) run(write_and_stop(mailbox, path, 1));
  EXPECT_EQ(mailbox.guests().size(), 0U)
      << "a program that opens one file after the other would keep them all";
}

TEST_F(WriterEnd, MayBeAskedToStopAgain) {
  EXPECT_EQ(run(stop_three_times(mailbox, path)), (Steps{"waits", "done", "done"}));
}

Task<> write_and_let_go(Mailbox& home, std::string path, std::vector<Future<void>>& under_way, int lines) {
  Writer writer = co_await Writer::open(home, std::move(path));
  for (int i = 0; i != lines; ++i) under_way.push_back(writer.write("a line\n"));
}

TEST_F(WriterEnd, DestroyedWithoutStopItStillWritesAndItsThreadEnds) {
  const auto before = open_descriptors();
  std::vector<Future<void>> under_way;
  run(write_and_let_go(mailbox, path, under_way, 100));
  loop.run();  // ends when the thread has
  EXPECT_EQ(content_of(path).size(), 700U);
  for (Future<void>& one : under_way) EXPECT_EQ(came_to(one), "done");
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterEnd, AThousandThatNobodyStoppedLeaveNothingBehind) {
  const auto before = open_descriptors();
  std::vector<Future<void>> under_way;
  for (int i = 0; i != 1000; ++i) run(write_and_let_go(mailbox, path, under_way, 1));
  loop.run();
  EXPECT_EQ(open_descriptors(), before);
}

TEST(WriterEndOfHome, AMailboxThatDiesWaitsForThreadsThatNobodyStopped) {
  const Folder folder;
  const auto before = open_descriptors();
  {
    Loop loop;
    Poller poller(loop);
    std::vector<Future<void>> under_way;
    Mailbox mailbox(poller);
    sync_wait(loop, write_and_let_go(mailbox, folder.file("out"), under_way, 100));
  }
  EXPECT_EQ(content_of(folder.file("out")).size(), 700U);
  EXPECT_EQ(open_descriptors(), before);
}

TEST(WriterEndOfHome, AWriterThatOutlivesItsMailboxWaitsForItsThread) {
  const Folder folder;
  const auto before = open_descriptors();
  {
    Loop loop;
    Poller poller(loop);
    std::optional<Mailbox> mailbox(poller);
    Writer writer = sync_wait(loop, Writer::open(*mailbox, folder.file("out")));
    mailbox.reset();
    EXPECT_THROW((void)writer.write("a line\n"), std::logic_error) << "nobody is left who could wait";
  }
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(WriterEnd, GivenUpWhileItOpensItsThreadEnds) {
  const auto before = open_descriptors();
  for (std::size_t jobs = 0; jobs != 12; ++jobs) {
    {
      const Future<Writer> opening = start(loop, Writer::open(mailbox, path));
      for (std::size_t i = 0; i != jobs; ++i) loop.run_one();
    }
    loop.run();
    EXPECT_EQ(open_descriptors(), before) << "after " << jobs << " jobs";
  }
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterEnd, AnIdleWriterDoesNotKeepTheLoopRunning) {
  Writer writer = run(Writer::open(mailbox, path));
  loop.run();
  run(wait_for(writer.stop()));
}

TEST_F(WriterEnd, StopBringsAnErrorThatNoWriteCouldBring) {
  Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  Future<void> first = writer.stop();
  Future<void> second = writer.stop();
  loop.run();
  EXPECT_EQ(came_to(first), "write to " + path + ": Broken pipe");
  EXPECT_EQ(came_to(second), "done");
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterEnd, AnErrorThatNobodyHeardIsTold) {
  {
    const Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  }
  loop.run();
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: write to " + path + ": Broken pipe\n"});
}

TEST_F(WriterEnd, AnErrorOfAStopForWhichNobodyWaitsIsTold) {
  Writer writer = run(writer_with_an_error_unheard(mailbox, path));
  {
    const Future<void> given_up = writer.stop();
  }
  loop.run();
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: write to " + path + ": Broken pipe\n"});
}

Task<std::size_t> let_go_beside_a_slow_file(Mailbox& home, std::string path) {
  Timers& timers = home.poller().timers();
  const SlowFile file(path);
  Future<void> write;
  {
    Writer writer = co_await Writer::open(home, path);
    write = writer.write(std::string(much, 'x'));
    co_await until_something_is_written(timers, file);
  }
  EXPECT_FALSE(write.ready()) << "nobody has read";
  std::size_t seen = 0;
  for (; seen != much; co_await sleep_for(timers, 0ms)) seen += file.read().size();
  co_await std::move(write);
  co_return seen;
}

TEST_F(WriterEnd, DestroyedWithoutStopItDoesNotStopTheLoop) {
  EXPECT_EQ(run(let_go_beside_a_slow_file(mailbox, path)), much) << "its own reader has come to read";
}

Task<std::string> give_up_the_second(Mailbox& home, std::string path) {
  Timers& timers = home.poller().timers();
  const SlowFile file(path);
  Writer writer = co_await Writer::open(home, path);
  Future<void> first = writer.write(std::string(much, '1'));
  {
    const Future<void> second = writer.write("2");
  }
  Future<void> third = writer.write("3");
  std::string seen;
  for (; seen.size() <= much; co_await sleep_for(timers, 0ms)) seen += file.read();
  co_await std::move(third);
  co_await writer.stop();
  co_return seen.substr(much);
}

TEST_F(WriterEnd, AWriteThatIsGivenUpBeforeItsTurnIsNotWritten) {
  EXPECT_EQ(run(give_up_the_second(mailbox, path)), "3");
}

}  // namespace
}  // namespace unroll
