#include <thread>

#include "05_scopes/scope.hpp"
#include "09_writer/merge_check.hpp"
#include "09_writer/tail.hpp"
#include "random_sources.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

enum class How { polling, watching };

struct Merge : WriterHome, testing::WithParamInterface<How> {
  Pool pool{3};

  std::vector<Growth> growths(const Sources& sources) const {
    std::vector<Growth> all;
    for (const auto& [name, lines] : sources) all.emplace_back(folder.file(name), lines);
    return all;
  }

  static Task<> follow(Merge& merge, std::vector<std::string> paths, Writer& to) {
    Tails tails(merge.pool, merge.mailbox, 2);
    FileChanges changes(merge.poller);
    Scope scope(merge.loop);
    for (std::string& each : paths) {
      scope.spawn(GetParam() == How::polling ? tails.poll(std::move(each), to, 1ms)
                                             : tails.watch(std::move(each), to, changes));
    }
    co_await scope.join();
  }

  /// A worker may still be reading. What it has read when nobody waits any more lies in the mailbox, with the
  /// file that it was read from: a turn that looks there lets it go.
  void wait_for_workers() {
    pool.drain_and_wait();
    run([](Timers& timers) -> Task<> { co_await sleep_for(timers, 0ms); }(poller.timers()));
  }

  Task<> merge_all(const Sources& sources) {
    std::vector<std::string> paths;
    for (const auto& [name, lines] : sources) paths.push_back(folder.file(name));
    return with_writer(mailbox, path, [this, paths](Writer& to) { return follow(*this, paths, to); });
  }
};

INSTANTIATE_TEST_SUITE_P(By, Merge, testing::Values(How::polling, How::watching),
                         [](const auto& how) { return how.param == How::polling ? "Polling" : "Watching"; });

TEST_P(Merge, HasAllLinesOfAllFilesWholeAndInTheirOrderHoweverTheyGrow) {
  const std::uint64_t first = first_seed();
  for (std::uint64_t seed = first; seed != first + 40; ++seed) {
    Random random(seed);
    const Sources sources = random_sources(random);
    run(both(loop, grow_all(poller.timers(), growths(sources), random), merge_all(sources)));
    ASSERT_EQ(wrong_with_merge(sources, content_of(path)), "") << "UNROLL_SEED=" << seed;
  }
}

TEST_P(Merge, OfFilesThatOtherThreadsWriteIsTheSame) {
  const std::uint64_t first = first_seed();
  for (std::uint64_t seed = first; seed != first + 10; ++seed) {
    Random random(seed);
    const Sources sources = random_sources(random);
    std::vector<std::jthread> threads;
    for (Growth& one : growths(sources))
      threads.emplace_back(grow_one, std::move(one), Random(random.below(1000)));
    run(merge_all(sources));
    ASSERT_EQ(wrong_with_merge(sources, content_of(path)), "") << "UNROLL_SEED=" << seed;
  }
}

TEST_P(Merge, OfFilesThatHaveEndedAlreadyEnds) {
  const Sources sources{{"a", {"a 1", "a 2"}}, {"b", {}}};
  for (Growth& one : growths(sources)) one.grow(1000);
  run(merge_all(sources));
  EXPECT_EQ(content_of(path), "a 1\na 2\n");
}

TEST_P(Merge, HasNothingOfALineUntilItIsWhole) {
  const Sources sources{{"a", {"a whole line"}}};
  std::vector<Growth> growing = growths(sources);
  Future<void> merging = start(loop, merge_all(sources));
  const auto a_while = [](Timers& timers) -> Task<> { co_await sleep_for(timers, 20ms); };
  growing[0].grow(7);
  run(a_while(poller.timers()));
  EXPECT_EQ(content_of(path), "");
  EXPECT_FALSE(merging.ready()) << "all that is there was read, but it is not the end";
  growing[0].grow(1000);
  loop.run();
  EXPECT_EQ(came_to(merging), "done");
  EXPECT_EQ(content_of(path), "a whole line\n");
}

TEST_P(Merge, AFileThatIsNotThereEndsAllAndTheWriterIsStopped) {
  const Sources sources{{"a", {"a 1"}}, {"missing", {}}};
  std::vector<Growth> growing;
  growing.emplace_back(folder.file("a"), sources.at("a"));
  const auto before = open_descriptors();
  try {
    run(merge_all(sources));
    FAIL() << "nothing is missing";
  } catch (const std::system_error& error) {
    EXPECT_EQ(error.code().value(), ENOENT);
    EXPECT_NE(std::string(error.what()).find(folder.file("missing")), std::string::npos) << error.what();
  }
  wait_for_workers();
  EXPECT_EQ(open_descriptors(), before);
}

/// So that no turn waits long.
Task<> pulse(Timers& timers) {
  while (true) co_await sleep_for(timers, 1ms);
}

TEST_P(Merge, CancelledInTheMidstLeavesNothingBehind) {
  const auto before = open_descriptors();
  {
    const Sources sources{{"a", {"a 1"}}, {"b", {"b 1"}}};
    std::vector<Growth> growing = growths(sources);
    for (std::size_t jobs = 0; jobs != 60; ++jobs) {
      {
        const Future<void> pulsing = start(loop, pulse(poller.timers()));
        const Future<void> merging = start(loop, merge_all(sources));
        for (std::size_t i = 0; i != jobs; ++i) loop.run_one();
        growing[jobs % 2].grow(jobs % 5 == 0 ? 1 : 0);
      }
      loop.run();
    }
  }
  wait_for_workers();
  EXPECT_EQ(open_descriptors(), before);
}

// The check of the merges, checked.
const Sources two{{"a", {"a 1", "a 2"}}, {"a1", {"a1 1"}}};

TEST(MergeCheck, TakesAnyMerge) {
  EXPECT_EQ(wrong_with_merge(two, "a 1\na1 1\na 2\n"), "");
  EXPECT_EQ(wrong_with_merge(two, "a1 1\na 1\na 2\n"), "");
  EXPECT_EQ(wrong_with_merge({}, ""), "");
}

TEST(MergeCheck, FindsWhatIsMissingDoubledTornOrOutOfOrder) {
  EXPECT_EQ(wrong_with_merge(two, "a 1\na 2\n"), "a1 ends before \"a1 1\"");
  EXPECT_EQ(wrong_with_merge(two, "a1 1\na 1\n"), "a ends before \"a 2\"");
  EXPECT_EQ(wrong_with_merge(two, "a 1\na 2\na1 1\na 2\n"), "a line too many: a 2");
  EXPECT_EQ(wrong_with_merge(two, "a 2\na 1\na1 1\n"), "\"a 2\" where \"a 1\" should be");
  EXPECT_EQ(wrong_with_merge(two, "a 1\na a1 1\n2\n"), "\"a a1 1\" where \"a 2\" should be");
  EXPECT_EQ(wrong_with_merge(two, "b 1\n"), "a line of nobody: b 1");
  EXPECT_EQ(wrong_with_merge(two, "a 1\na 2\na1 1"), "the last line has no end: a1 1");
}

}  // namespace
}  // namespace unroll
