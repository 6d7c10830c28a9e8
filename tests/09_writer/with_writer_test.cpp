#include "09_writer/with_writer.hpp"

#include "07_threads/event.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

using WithWriter = WriterHome;

Task<int> write_one_line(Writer& writer) {
  co_await writer.write("a line\n");
  co_return 7;
}

Task<int> fails_behind_a_line(Writer& writer) {
  co_await writer.write("a line\n");
  throw std::out_of_range("the body");
}

TEST_F(WithWriter, BringsWhatTheBodyReturnsWhenTheFileIsClosed) {
  const auto before = open_descriptors();
  EXPECT_EQ(run(with_writer(mailbox, path, write_one_line)), 7);
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(content_of(path), "a line\n");
}

TEST_F(WithWriter, StopsAlsoWhenTheBodyThrows) {
  const auto before = open_descriptors();
  EXPECT_THROW(run(with_writer(mailbox, path, fails_behind_a_line)), std::out_of_range);
  EXPECT_EQ(open_descriptors(), before) << "stopped before the error is seen";
  EXPECT_EQ(content_of(path), "a line\n");
}

Task<> fails_beside_a_write(Timers& timers, SlowFile& file, Future<void>& write, Writer& writer) {
  write = writer.write(std::string(much, 'x'));
  while (!file.has_something()) co_await sleep_for(timers, 0ms);
  throw std::out_of_range("the body");
}

Task<> some_turns(Timers& timers) {
  for (int i = 0; i != 20; ++i) co_await sleep_for(timers, 1ms);
}

Task<> read_all(Timers& timers, SlowFile& file) {
  for (std::size_t seen = 0; seen != much; co_await sleep_for(timers, 0ms)) seen += file.read().size();
}

TEST_F(WithWriter, AnErrorOfTheBodyIsSeenWhenTheFileIsClosed) {
  SlowFile file(path);
  Future<void> write;
  const auto body = [&](Writer& writer) {
    return fails_beside_a_write(poller.timers(), file, write, writer);
  };
  Future<void> ended = start(loop, with_writer(mailbox, path, body));
  run(until_something_is_written(poller.timers(), file));
  run(some_turns(poller.timers()));  // the body sees it and fails
  EXPECT_FALSE(ended.ready()) << "nobody has read, so the write has not ended";
  run(read_all(poller.timers(), file));
  loop.run();
  EXPECT_EQ(came_to(write), "done");
  EXPECT_EQ(came_to(ended), "the body");
}

Task<> no_task(Writer&) { throw std::out_of_range("no coroutine: it never made a task"); }

TEST_F(WithWriter, StopsAlsoWhenThereNeverIsATask) {
  const auto before = open_descriptors();
  EXPECT_THROW(run(with_writer(mailbox, path, no_task)), std::out_of_range);
  EXPECT_EQ(open_descriptors(), before);
}

Task<> stops_itself(Writer& writer) {
  co_await writer.write("a line\n");
  co_await writer.stop();
}

TEST_F(WithWriter, TheBodyMayStopItItself) {
  run(with_writer(mailbox, path, stops_itself));
  EXPECT_EQ(content_of(path), "a line\n");
}

TEST_F(WithWriter, CallsNothingWhenTheFileCannotBeOpened) {
  bool called = false;
  const auto body = [&](Writer& writer) {
    called = true;
    return write_one_line(writer);
  };
  EXPECT_THROW(run(with_writer(mailbox, folder.file("no such folder/out"), body)), std::system_error);
  EXPECT_FALSE(called);
}

TEST_F(WithWriter, AnErrorOfAWriteIsSaidOnce) {
  EXPECT_THROW(run(with_writer(mailbox, "/dev/full", write_one_line)), std::system_error);
  EXPECT_EQ(reports, Steps{});
}

Task<> fails_with_an_error_unheard(Timers& timers, SlowFile& file, Writer& writer) {
  const Future<void> given_up = writer.write(std::string(much, 'x'));
  while (!file.has_something()) co_await sleep_for(timers, 0ms);
  throw std::out_of_range("the body");
}

TEST_F(WithWriter, AnErrorOfStoppingBesideThatOfTheBodyIsTold) {
  SlowFile file(path);
  const auto body = [&](Writer& writer) {
    return fails_with_an_error_unheard(poller.timers(), file, writer);
  };
  Future<void> ended = start(loop, with_writer(mailbox, path, body));
  const auto close = [](Timers& timers, SlowFile& slow) -> Task<> {
    while (!slow.has_something()) co_await sleep_for(timers, 0ms);
    co_await sleep_for(timers, 0ms);
    slow.close();
  };
  run(close(poller.timers(), file));
  loop.run();
  EXPECT_EQ(came_to(ended), "the body");
  EXPECT_EQ(reports, Steps{"Loop: an error that nobody took: write to " + path + ": Broken pipe\n"});
}

Task<> waits_for_ever(Timers& timers, Event& written, Writer& writer) {
  co_await writer.write("a line\n");
  written.set();
  co_await sleep_for(timers, 24h);
}

Task<> until(Timers& timers, const Event& set) {
  while (!set.is_set()) co_await sleep_for(timers, 1ms);
}

TEST_F(WithWriter, CancelledItsThreadEnds) {
  const auto before = open_descriptors();
  Event written(loop);
  const auto body = [&](Writer& writer) { return waits_for_ever(poller.timers(), written, writer); };
  {
    const Future<void> cancelled = start(loop, with_writer(mailbox, path, body));
    run(until(poller.timers(), written));
  }
  loop.run();
  EXPECT_EQ(open_descriptors(), before);
  EXPECT_EQ(content_of(path), "a line\n");
}

}  // namespace
}  // namespace unroll
