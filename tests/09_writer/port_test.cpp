#include <unistd.h>

#include <algorithm>

#include "06_io/process.hpp"
#include "random_sources.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

/// Each program of the port, run as one: PORT_PROGRAMS are their paths.
struct Port : WriterHome, testing::WithParamInterface<const char*> {
  Outcome outcome;

  Command command(const Sources& sources) const {
    Command command{{GetParam(), path}};
    for (const auto& [name, lines] : sources) command.words.push_back(folder.file(name));
    return command;
  }

  static Task<> merge(Port& port, Command command) {
    port.outcome = co_await unroll::run(port.poller, std::move(command));
  }
};

std::string program_name(const testing::TestParamInfo<const char*>& param) {
  const std::string path = param.param;
  return path.substr(path.find("port_") + 5);
}

INSTANTIATE_TEST_SUITE_P(By, Port, testing::Values(PORT_PROGRAMS), program_name);

TEST_P(Port, MergesFilesThatGrowWholeAndInTheirOrder) {
  const std::uint64_t first = first_seed();
  for (std::uint64_t seed = first; seed != first + 5; ++seed) {
    Random random(seed);
    const Sources sources = random_sources(random);
    std::vector<Growth> growths;
    for (const auto& [name, lines] : sources) growths.emplace_back(folder.file(name), lines);
    Home::run(
        both(loop, grow_all(poller.timers(), std::move(growths), random), merge(*this, command(sources))));
    ASSERT_TRUE(outcome.exit.ok()) << outcome.exit.text() << outcome.errors << "UNROLL_SEED=" << seed;
    ASSERT_EQ(wrong_with_merge(sources, content_of(path)), "") << "UNROLL_SEED=" << seed;
  }
}

TEST_P(Port, SaysWhichFileIsNotThereBeforeAnythingIsWritten) {
  Home::run(merge(*this, command({{"missing", {}}})));
  EXPECT_EQ(outcome.exit.status, 2);
  EXPECT_NE(outcome.errors.find(folder.file("missing")), std::string::npos) << outcome.errors;
  EXPECT_FALSE(std::filesystem::exists(path));
}

/// Root may read whatever it likes, unless it is taken from it.
Command without_privileges(Command command) {
  if (::geteuid() != 0) return command;
  std::vector<std::string> words{"setpriv", "--bounding-set=-dac_override,-dac_read_search"};
  words.insert(words.end(), command.words.begin(), command.words.end());
  return {std::move(words)};
}

TEST_P(Port, SaysWhichFileItMayNotReadBeforeAnythingIsWritten) {
  Growth(folder.file("secret"), {"secret 1"}).grow(100);
  std::filesystem::permissions(folder.file("secret"), std::filesystem::perms::none);
  Home::run(merge(*this, without_privileges(command({{"secret", {}}}))));
  EXPECT_EQ(outcome.exit.status, 2);
  EXPECT_NE(outcome.errors.find(folder.file("secret") + ": Permission denied"), std::string::npos)
      << outcome.errors;
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_P(Port, SaysThatAFolderIsNoFileBeforeAnythingIsWritten) {
  std::filesystem::create_directory(folder.file("box"));
  Home::run(merge(*this, command({{"box", {}}})));
  EXPECT_EQ(outcome.exit.status, 2);
  EXPECT_EQ(outcome.errors, "cannot merge: it is a folder: " + folder.file("box") + "\n");
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_P(Port, SaysWhereItCannotWrite) {
  Growth(folder.file("source"), {"source 1"}).grow(100);
  const std::string nowhere = folder.file("no/such/folder");
  Home::run(merge(*this, {{GetParam(), nowhere, folder.file("source")}}));
  EXPECT_EQ(outcome.exit.status, 2);
  EXPECT_NE(outcome.errors.find(nowhere), std::string::npos) << outcome.errors;
}

TEST_P(Port, DoesNotMergeAFileIntoItselfWhateverItIsCalled) {
  std::ofstream(path) << "kept\n.\n";
  std::filesystem::create_symlink(path, folder.file("link"));
  for (const std::string& name : {path, folder.file("link")}) {
    Home::run(merge(*this, {{GetParam(), path, name}}));
    EXPECT_EQ(outcome.exit.status, 2);
    EXPECT_EQ(content_of(path), "kept\n.\n");
  }
}

TEST_P(Port, AFullDiskEndsItWithAWord) {
  Growth(folder.file("source"), {"source 1"}).grow(100);
  Home::run(merge(*this, {{GetParam(), "/dev/full", folder.file("source")}}));
  EXPECT_EQ(outcome.exit.status, 2);
  EXPECT_EQ(outcome.errors, "cannot merge: write to /dev/full: No space left on device\n");
}

}  // namespace
}  // namespace unroll
