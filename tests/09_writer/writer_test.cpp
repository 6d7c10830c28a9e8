#include "09_writer/writer.hpp"

#include <sys/resource.h>

#include <array>
#include <csignal>
#include <thread>

#include "03_futures/all.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/latch.hpp"
#include "07_threads/run_on.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

using WriterTest = WriterHome;

Task<> write_lines(Mailbox& home, std::string path, int lines) {
  Writer writer = co_await Writer::open(home, std::move(path));
  for (int i = 0; i != lines; ++i) co_await writer.write(std::to_string(i) + "\n");
  co_await writer.stop();
}

TEST_F(WriterTest, PutsWhatIsWrittenIntoTheFile) {
  run(write_lines(mailbox, path, 3));
  EXPECT_EQ(content_of(path), "0\n1\n2\n");
}

TEST_F(WriterTest, EmptiesAFileThatIsThere) {
  std::ofstream(path) << "a long line that was there before\n";
  run(write_lines(mailbox, path, 1));
  EXPECT_EQ(content_of(path), "0\n");
}

Task<> write_all_at_once(Mailbox& home, std::string path, int lines) {
  Writer writer = co_await Writer::open(home, std::move(path));
  std::vector<Future<void>> under_way;
  for (int i = 0; i != lines; ++i) under_way.push_back(writer.write(std::to_string(i) + "\n"));
  co_await all(home.loop(), std::move(under_way));
  co_await writer.stop();
}

TEST_F(WriterTest, WritesThatAreUnderWayTogetherKeepTheirOrder) {
  run(write_all_at_once(mailbox, path, 1000));
  std::string expected;
  for (int i = 0; i != 1000; ++i) expected += std::to_string(i) + "\n";
  EXPECT_EQ(content_of(path), expected);
}

Task<std::string> size_when_written(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, path);
  co_await writer.write("all of it");
  co_return content_of(path);
}

TEST_F(WriterTest, AWriteHasEndedWhenTheKernelHasAllOfIt) {
  EXPECT_EQ(run(size_when_written(mailbox, path)), "all of it");
}

TEST_F(WriterTest, ItsDescriptorsAreNotInherited) {
  const auto before = descriptors_that_are_inherited();
  const Writer writer = run(Writer::open(mailbox, path));
  EXPECT_EQ(descriptors_that_are_inherited(), before);
}

Task<> opened(Mailbox& home, std::string path) { (void)co_await Writer::open(home, std::move(path)); }

TEST_F(WriterTest, AnErrorOfOpeningReachesWhoeverOpens) {
  const std::string nowhere = folder.file("no such folder/out");
  const auto before = open_descriptors();
  try {
    run(opened(mailbox, nowhere));
    FAIL() << "it was opened";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_NE(std::string(error.what()).find(nowhere), std::string::npos) << error.what();
  }
  loop.run();
  EXPECT_EQ(open_descriptors(), before) << "its thread has ended";
  EXPECT_EQ(reports, Steps{});
}

TEST_F(WriterTest, AFolderIsNoFile) {
  EXPECT_THROW(run(opened(mailbox, folder.file(""))), std::system_error);
}

struct Outcomes {
  Steps writes{};
  std::string stop{};
};

Task<Outcomes> write_three(Mailbox& home, std::string path, std::string bytes) {
  Writer writer = co_await Writer::open(home, std::move(path));
  std::vector<Future<void>> writes;
  for (int i = 0; i != 3; ++i) writes.push_back(writer.write(bytes));
  Future<void> stop = writer.stop();
  const auto ended = [](Future<void> future) -> Task<> { co_await std::move(future); };
  co_await ended(writer.stop());
  Outcomes outcomes;
  for (Future<void>& one : writes) outcomes.writes.push_back(came_to(one));
  outcomes.stop = came_to(stop);
  co_return outcomes;
}

TEST_F(WriterTest, AFullDiskIsToldToEachWriteAndNotAgainByStop) {
  const Outcomes outcomes = run(write_three(mailbox, "/dev/full", "a line\n"));
  EXPECT_EQ(outcomes.writes, Steps(3, "write to /dev/full: No space left on device"));
  EXPECT_EQ(outcomes.stop, "done");
  EXPECT_EQ(reports, Steps{});
}

/// No file may be longer than this.
class FilesAtMost {
 public:
  explicit FilesAtMost(rlim_t size) : signal_before_(std::signal(SIGXFSZ, SIG_IGN)) {
    ::getrlimit(RLIMIT_FSIZE, &before_);
    rlimit limit = before_;
    limit.rlim_cur = size;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  FilesAtMost(const FilesAtMost&) = delete;
  FilesAtMost& operator=(const FilesAtMost&) = delete;
  ~FilesAtMost() {
    ::setrlimit(RLIMIT_FSIZE, &before_);
    std::signal(SIGXFSZ, signal_before_);
  }

 private:
  void (*signal_before_)(int);
  rlimit before_{};
};

TEST_F(WriterTest, AfterHalfALineNothingMoreIsWritten) {
  const FilesAtMost limit(
      10);  // the kernel takes six bytes of the first, four of the second, none of the third
  const Outcomes outcomes = run(write_three(mailbox, path, "12345\n"));
  EXPECT_EQ(outcomes.writes[0], "done");
  EXPECT_EQ(outcomes.writes[1], "write to " + path + ": File too large");
  EXPECT_EQ(outcomes.writes[2], outcomes.writes[1]);
  EXPECT_EQ(content_of(path), "12345\n1234");
}

/// How often the loop's heart beats until the write has ended; the file is read from the tenth beat on.
Task<int> beats_while(Timers& timers, const SlowFile& file, Future<void> write) {
  int beats = 0;
  for (; !write.ready(); ++beats) {
    if (beats >= 10) (void)file.read();
    co_await sleep_for(timers, 1ms);
  }
  co_await std::move(write);
  co_return beats;
}

Task<int> heart_beside_a_slow_file(Mailbox& home, std::string path) {
  const SlowFile file(path);
  Writer writer = co_await Writer::open(home, path);
  Future<void> write = writer.write(std::string(much, 'x'));
  const int beats = co_await beats_while(home.poller().timers(), file, std::move(write));
  co_await writer.stop();
  co_return beats;
}

TEST_F(WriterTest, TheLoopGoesOnWhileTheFileIsSlow) {
  EXPECT_GT(run(heart_beside_a_slow_file(mailbox, path)), 10);
}

Task<> write_one(Writer& writer, std::string line) { co_await writer.write(std::move(line)); }

Task<> eight_producers(Mailbox& home, std::string path, int lines) {
  Writer writer = co_await Writer::open(home, std::move(path));
  Latch done(home.loop(), 8);
  std::vector<std::jthread> producers;
  for (int who = 0; who != 8; ++who) {
    producers.emplace_back([&writer, &done, there = home.sender(), who, lines] {
      for (int i = 0; i != lines; ++i) {
        const std::string line = std::to_string(who) + " " + std::to_string(i) + "\n";
        run_on_and_wait(there, [&] { return write_one(writer, line); });
      }
      there.post(Job([&done] { done.count_down(); }));
    });
  }
  const Mailbox::Work work(home);
  co_await done.wait();
  co_await writer.stop();
}

TEST_F(WriterTest, EightThreadsWriteThroughItsHomeWithoutALockAndEachLineIsWhole) {
  run(eight_producers(mailbox, path, 50));
  std::istringstream lines(content_of(path));
  std::array<int, 8> next{};
  std::size_t who = 0;
  for (int i = 0; lines >> who >> i;) EXPECT_EQ(i, next.at(who)++);
  EXPECT_TRUE(lines.eof());
  for (const int count : next) EXPECT_EQ(count, 50);
}

}  // namespace
}  // namespace unroll
