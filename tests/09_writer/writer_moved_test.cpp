#include "09_writer/writer.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

using WriterMoved = WriterHome;

Task<> wait_for(Future<void> future) { co_await std::move(future); }

TEST_F(WriterMoved, AssignedToItStopsTheOneThatItWas) {
  const auto before = open_descriptors();
  Writer writer = run(Writer::open(mailbox, path));
  const auto with_one = open_descriptors();
  Future<void> written = writer.write("a line\n");
  writer = run(Writer::open(mailbox, folder.file("other")));
  loop.run();  // ends when the thread of the first has
  EXPECT_EQ(came_to(written), "done");
  EXPECT_EQ(content_of(path), "a line\n");
  EXPECT_EQ(open_descriptors(), with_one);
  run(wait_for(writer.stop()));
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(WriterMoved, MovedAwayItSaysSo) {
  Writer writer = run(Writer::open(mailbox, path));
  Writer other = std::move(writer);
  EXPECT_THROW((void)writer.write("a line\n"), std::logic_error);  // NOLINT(bugprone-use-after-move)
  EXPECT_THROW((void)writer.stop(), std::logic_error);
  run(wait_for(other.write("a line\n")));
}

}  // namespace
}  // namespace unroll
