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
  for (int i = 0; i != 2; ++i) {  // twice: had the kernel ended the watch, that would be told once
    watch.look_away();
    out.write_all("x");
    run(wait_for(watch));  // the other one has gone, this one is still told
  }
}

TEST_F(FileChangesTest, AWatchKeepsTheLoopWaitingAndNothingElseDoes) {
  loop.run();
  FileChanges::Watch watch(changes, path);
  std::thread writer([this] { out.write_all("x"); });
  run(wait_for(watch));
  writer.join();
}

TEST_F(FileChangesTest, WhoWatchesAFolderIsToldOfEachFileInItAndOfThoseThatArePutThere) {
  FileChanges::Watch watch(changes, folder.file(""));
  out.write_all("x");
  run(wait_for(watch));
  watch.look_away();
  other.write_all("x");
  run(wait_for(watch));
  const Folder elsewhere;
  OutFile(elsewhere.file("draft")).close();
  watch.look_away();
  std::filesystem::rename(elsewhere.file("draft"), folder.file("saved"));
  run(wait_for(watch));
  watch.look_away();
  OutFile(folder.file("made")).close();
  Future<void> changed = watch.changed();
  for (int i = 0; i != 6; ++i) {
    loop.post([] {});  // where there is something to do the loop only looks
    loop.run_one();
  }
  EXPECT_EQ(came_to(changed), "waits") << "it is empty: nothing has been written into it";
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

TEST_F(FileChangesTest, WhenThereAreMoreThanTheKernelKeepsAllAreTold) {
  OutFile last(folder.file("last"));
  const FileChanges::Watch one(changes, path);
  const FileChanges::Watch two(changes, folder.file("other"));
  FileChanges::Watch three(changes, folder.file("last"));
  const int most = std::stoi(content_of("/proc/sys/fs/inotify/max_queued_events"));
  for (int i = 0; i != most; ++i) (i % 2 == 0 ? out : other).write_all("x");
  last.write_all("x");
  run(wait_for(three));
}

/// The watches that the kernel keeps for this process.
std::ptrdiff_t watches_of_the_kernel() {
  std::ptrdiff_t count = 0;
  for (const auto& one : std::filesystem::directory_iterator("/proc/self/fdinfo")) {
    std::istringstream lines(content_of(one.path()));
    for (std::string line; std::getline(lines, line);) count += line.starts_with("inotify wd:") ? 1 : 0;
  }
  return count;
}

TEST_F(FileChangesTest, NobodyWatchesInTheKernelForOneWhoHasGone) {
  {
    const FileChanges::Watch watch(changes, path);
    const FileChanges::Watch again(changes, path);
    const FileChanges::Watch another(changes, folder.file("other"));
    EXPECT_EQ(watches_of_the_kernel(), 2);
  }
  EXPECT_EQ(watches_of_the_kernel(), 0);
}

TEST_F(FileChangesTest, AreNotInherited) {
  const auto before = descriptors_that_are_inherited();
  const FileChanges more(poller);
  EXPECT_EQ(descriptors_that_are_inherited(), before);
}

}  // namespace
}  // namespace unroll
