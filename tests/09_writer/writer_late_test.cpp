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

}  // namespace
}  // namespace unroll
