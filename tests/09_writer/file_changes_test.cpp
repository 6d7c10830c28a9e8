#include "09_writer/file_changes.hpp"

#include "09_writer/out_file.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

struct FileChangesTest : WriterHome {
  OutFile out{path};
  OutFile other{folder.file("other")};
  FileChanges changes{poller};
};

Task<> wait_for(FileChanges::Watch& watch) { co_await watch.changed(); }

TEST_F(FileChangesTest, WakeWhoWatchesThatFile) {
  FileChanges::Watch watch(changes, path);
  FileChanges::Watch another(changes, folder.file("other"));
  Future<void> changed = watch.changed();
  Future<void> other_changed = another.changed();
  out.write_all("x");
  run(wait_for(watch));
  EXPECT_EQ(came_to(changed), "done");
  EXPECT_EQ(came_to(other_changed), "waits");
}

TEST_F(FileChangesTest, AreNotLostBetweenTwoWaits) {
  FileChanges::Watch watch(changes, path);
  watch.look_away();
  out.write_all("x");
  loop.post([] {});
  run(wait_for(watch));
  Future<void> again = watch.changed();
  EXPECT_TRUE(again.ready()) << "it has changed since one looked away";
  watch.look_away();
  again = watch.changed();
  EXPECT_FALSE(again.ready());
}

TEST_F(FileChangesTest, AreToldToAllWhoWatchOneFile) {
  FileChanges::Watch watch(changes, path);
  Future<void> one = watch.changed();
  {
    FileChanges::Watch another(changes, path);
    Future<void> two = another.changed();
    out.write_all("x");
    run(wait_for(another));
    EXPECT_EQ(came_to(two), "done");
    EXPECT_EQ(came_to(one), "done");
  }
  watch.look_away();
  out.write_all("x");
  run(wait_for(watch));  // the other one has gone, this one is still told
}

TEST_F(FileChangesTest, AWatchKeepsTheLoopWaitingAndNothingElseDoes) {
  loop.run();
  FileChanges::Watch watch(changes, path);
  std::thread writer([this] { out.write_all("x"); });
  run(wait_for(watch));
  writer.join();
}

TEST_F(FileChangesTest, AFileThatIsNotThereSaysItsName) {
  try {
    const FileChanges::Watch watch(changes, folder.file("missing"));
    FAIL() << "it is there";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.what(), "inotify_add_watch " + folder.file("missing") + ": No such file or directory");
  }
  loop.run();
}

}  // namespace
}  // namespace unroll
