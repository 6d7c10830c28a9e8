#include "09_writer/with_writer.hpp"

#include <functional>
#include <stdexcept>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"
#include "folder.hpp"

namespace {

using namespace unroll;
using namespace std::chrono_literals;
using check::content_of;
using check::SlowFile;

struct WithWriter : testing::Test {
  WithWriter() {
    loop.on_report([this](const std::string& what) { reports += what; });
  }
  Loop loop;
  Poller poller{loop};
  Mailbox home{poller};
  std::string reports;
  check::Folder folder;
  std::string path = folder.file("out");
};

Task<> turns(Timers& timers) {
  for (int i = 0; i != 20; ++i) co_await sleep_for(timers, 0ms);
}
Task<> until(Timers& timers, const std::function<bool()>& so) {
  while (!so()) co_await sleep_for(timers, 1ms);
}
Task<> read_all(Timers& timers, SlowFile& file) {
  for (std::size_t seen = 0; seen != SlowFile::much; co_await sleep_for(timers, 1ms))
    seen += file.read().size();
}

/// What a future came to, in words.
template <class T>
std::string came_to(Future<T>& future) {
  if (!future.ready()) return "waits";
  const Result<T> result = future.take();
  if (!result.failed()) return "done";
  try {
    std::rethrow_exception(result.error());
  } catch (const std::exception& error) {
    return error.what();
  }
}

Task<int> writes_a_line(Writer& writer) {
  co_await writer.write("a line\n");
  co_return 7;
}

TEST_F(WithWriter, BringsWhatTheTaskReturns) {
  EXPECT_EQ(sync_wait(loop, with_writer(home, path, writes_a_line)), 7) << "what the task returned";
  EXPECT_EQ(content_of(path), "a line\n") << "and it is in the file";
  EXPECT_EQ(reports, "") << "nothing was lost";
}

Task<int> begins_to_write(Future<void>& write, Writer& writer, bool fails) {
  write = writer.write(std::string(SlowFile::much, 'x'));
  if (fails) throw std::out_of_range("of the task");
  co_return 7;
}

TEST_F(WithWriter, BringsTheValueWhenAllIsWritten) {
  SlowFile file(path);
  Future<void> write;
  const auto body = [&](Writer& writer) { return begins_to_write(write, writer, false); };
  Future<int> ended = start(loop, with_writer(home, path, body));
  sync_wait(loop, until(poller.timers(), [&] { return file.has_something(); }));
  sync_wait(loop, turns(poller.timers()));
  EXPECT_FALSE(ended.ready()) << "the task has ended, but not all is written: the writer has not stopped";
  sync_wait(loop, read_all(poller.timers(), file));
  loop.run();
  EXPECT_EQ(came_to(ended), "done") << "now it has";
}

TEST_F(WithWriter, BringsTheErrorWhenAllIsWritten) {
  SlowFile file(path);
  Future<void> write;
  const auto body = [&](Writer& writer) { return begins_to_write(write, writer, true); };
  Future<int> ended = start(loop, with_writer(home, path, body));
  sync_wait(loop, until(poller.timers(), [&] { return file.has_something(); }));
  sync_wait(loop, turns(poller.timers()));
  EXPECT_FALSE(ended.ready()) << "the task has failed, but not all is written: the writer has not stopped";
  sync_wait(loop, read_all(poller.timers(), file));
  loop.run();
  EXPECT_EQ(came_to(ended), "of the task") << "now it has, and the error of the task is brought";
}

TEST_F(WithWriter, StopsAlsoWhenThereNeverIsATask) {
  SlowFile file(path);
  Future<void> write;
  const auto body = [&](Writer& writer) -> Task<int> {
    write = writer.write(std::string(SlowFile::much, 'x'));
    throw std::out_of_range("of the function");
  };
  Future<int> ended = start(loop, with_writer(home, path, body));
  sync_wait(loop, until(poller.timers(), [&] { return file.has_something(); }));
  sync_wait(loop, turns(poller.timers()));
  EXPECT_FALSE(ended.ready()) << "no task was made, but not all is written: the writer has not stopped";
  sync_wait(loop, read_all(poller.timers(), file));
  loop.run();
  EXPECT_EQ(came_to(ended), "of the function") << "its error is brought";
}

TEST_F(WithWriter, CallsNothingWhenItCannotBeOpened) {
  bool called = false;
  const auto body = [&](Writer& writer) {
    called = true;
    return writes_a_line(writer);
  };
  EXPECT_THROW(sync_wait(loop, with_writer(home, folder.file("none/out"), body)), std::system_error)
      << "there is no such folder";
  EXPECT_FALSE(called) << "without a writer there is nothing to be done";
}

/// The write fails when nobody waits for it any more: then stop says so.
Task<int> gives_up(Timers& timers, SlowFile& file, bool& gave_up, Writer& writer, bool fails) {
  {
    const Future<void> write = writer.write(std::string(SlowFile::much, 'x'));
    while (!file.has_something()) co_await sleep_for(timers, 1ms);
  }
  gave_up = true;
  if (fails) throw std::out_of_range("of the task");
  co_return 7;
}

TEST_F(WithWriter, AnErrorOfStoppingIsBrought) {
  SlowFile file(path);
  bool gave_up = false;
  const auto body = [&](Writer& writer) { return gives_up(poller.timers(), file, gave_up, writer, false); };
  Future<int> ended = start(loop, with_writer(home, path, body));
  sync_wait(loop, until(poller.timers(), [&] { return gave_up; }));
  file.close();
  loop.run();
  EXPECT_EQ(came_to(ended), "write to " + path + ": Broken pipe")
      << "not all is in the file, and that is said";
  EXPECT_EQ(reports, "") << "and it is said once";
}

TEST_F(WithWriter, TheTasksErrorIsBroughtAndTheOtherTold) {
  SlowFile file(path);
  bool gave_up = false;
  const auto body = [&](Writer& writer) { return gives_up(poller.timers(), file, gave_up, writer, true); };
  Future<int> ended = start(loop, with_writer(home, path, body));
  sync_wait(loop, until(poller.timers(), [&] { return gave_up; }));
  file.close();
  loop.run();
  EXPECT_EQ(came_to(ended), "of the task") << "that of the task is brought";
  EXPECT_NE(reports.find("Broken pipe"), std::string::npos)
      << "the loop is told of the other; it said: " << reports;
}

Task<> writes(Writer& writer, const std::string& text) { co_await writer.write(text); }

TEST_F(WithWriter, KeepsTheFunctionUntilItsTaskHasEnded) {
  Future<void> ended = start(loop, with_writer(home, path, [text = std::string(100, 'x')](Writer& writer) {
                               return writes(writer, text);
                             }));
  loop.run();
  EXPECT_EQ(came_to(ended), "done") << "a task that returns nothing";
  EXPECT_EQ(content_of(path), std::string(100, 'x'))
      << "what the function has captured lives as long as its task";
}

}  // namespace
