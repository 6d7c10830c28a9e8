#include "compare.hpp"

#include <gtest/gtest.h>

#include <set>
#include <string>

#include "broken.hpp"
#include "generate.hpp"
#include "reference.hpp"
#include "shrink.hpp"

namespace unroll::equivalence {
namespace {

constexpr Stage reference{"reference", 3, run_reference};

bool has(const Program& program, Kind kind) {
  for (NodeId node = 0; node != program.size(); ++node)
    if (program[node].kind == kind) return true;
  return false;
}

TEST(Shrink, FindsTheOneThingThatMatters) {
  const auto waits_long = [](const Program& program) {
    for (NodeId node = 0; node != program.size(); ++node)
      if (program[node].wait >= Milliseconds{1'000}) return true;
    return false;
  };
  const Program program = parse(R"(["seq", ["emit", "x"], ["catch", ["race", ["seq", ["sleep", 9],
      ["sleep", 77777]], ["sleep", 3]], ["fail", "e"]], ["finally", ["seq"], ["seq", ["emit", "c"]]]])");
  EXPECT_EQ(to_json(shrink(program, waits_long)), R"(["sleep", 1000])");
}

TEST(Shrink, KeepsAProgramWellFormed) {
  for (std::uint64_t seed = 0; seed != 60; ++seed) {
    const Program program = generate(seed, 3);
    const auto still = [](const Program& smaller) {
      EXPECT_EQ(to_json(parse(to_json(smaller))), to_json(smaller));
      return has(smaller, Kind::finally) && has(smaller, Kind::race);
    };
    if (!still(program)) continue;
    EXPECT_LE(shrink(program, still).size(), 6U);
  }
}

TEST(Shrink, EndsWhenNothingSmallerWillDo) {
  const Program program = parse(R"(["race", ["sleep", 19], ["seq"]])");
  const auto same = [&](const Program& smaller) { return to_json(smaller) == to_json(program); };
  EXPECT_EQ(to_json(shrink(program, same)), to_json(program));
  EXPECT_EQ(to_json(shrink(program, [](const Program&) { return true; })), R"(["seq"])");
}

TEST(Compare, FindsEveryBrokenStageAndShowsItOnASmallProgram) {
  for (const Stage& broken : broken_stages()) {
    SCOPED_TRACE(broken.name);
    const Comparison result =
        compare({reference, broken}, {.programs = 300, .seed = 1}, [](std::uint64_t) {});
    ASSERT_TRUE(result.difference);
    EXPECT_EQ(result.difference->stage.name, broken.name);
    EXPECT_LE(result.difference->smallest.size(), 9U) << to_json(result.difference->smallest);
    EXPECT_NE(result.difference->expected, result.difference->got);
  }
}

TEST(Compare, FindsNoFaultWithTheReference) {
  const Comparison result =
      compare({reference, reference}, {.programs = 300, .seed = 1}, [](std::uint64_t) {});
  EXPECT_FALSE(result.difference);
  EXPECT_EQ(result.lines, 300U);
  EXPECT_GT(result.order, 200U);
}

TEST(Compare, RunsOnlyWhatBothOfAPairSpeak) {
  static int beyond = 0;
  const Stage queue{"queue", 0, [](const Program& program) {
                      if (!speaks_01(program)) ++beyond;
                      return run_reference(program);
                    }};
  compare({queue, reference}, {.programs = 100, .seed = 1}, [](std::uint64_t) {});
  EXPECT_EQ(beyond, 0);
}

TEST(Compare, PutsEachStageBesideItsNeighbours) {
  const std::vector<Stage> ladder{{"a", 0, run_reference}, {"b", 2, run_reference}, {"c", 3, run_reference}};
  std::string pairs;
  for (const auto& [lower, upper] : neighbours(ladder))
    pairs.append(lower.name).append(upper.name).append(" ");
  EXPECT_EQ(pairs, "ab bc ");
  EXPECT_EQ(neighbours({ladder[1]}).front().first.name, "reference");
}

}  // namespace
}  // namespace unroll::equivalence
