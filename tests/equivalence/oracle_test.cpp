#include "oracle.hpp"

#include <gtest/gtest.h>

#include <string>

#include "compare.hpp"
#include "reference.hpp"
#include "told.hpp"

namespace unroll::equivalence {
namespace {

constexpr Pair both{{"reference", 3, run_reference}, {"oracle", 3, run_oracle}};

TEST(Asyncio, AgreesWithTheReferenceOnRandomPrograms) {
  for (int level = 0; level <= 3; ++level) {
    const Comparison result =
        compare(both, {.programs = 1'000, .seed = 1, .level = level}, [](std::uint64_t) {});
    EXPECT_GT(result.order, 700U);
    if (result.difference) {
      const Difference& found = *result.difference;
      ADD_FAILURE() << to_json(found.smallest) << "\nreference: " << told(found.smallest, found.expected)
                    << "\noracle: " << told(found.smallest, found.got);
    }
  }
}

TEST(Asyncio, AgreesWithTheReference500LevelsDeep) {
  const std::string form[][2] = {{"[\"seq\",", "]"},
                                 {"[\"all\",", "]"},
                                 {"[\"group\",", "]"},
                                 {"[\"race\",", "]"},
                                 {"[\"timeout\",9,", "]"},
                                 {"[\"catch\",", ",[\"emit\",\"h\"]]"},
                                 {"[\"finally\",", ",[\"seq\",[\"emit\",\"c\"]]]"}};
  for (const auto& [before, after] : form) {
    std::string json = R"(["seq",["sleep",3],["emit","x"],["sleep",4],["fail","e"]])";
    for (int level = 1; level < 500; ++level) json = before + json + after;
    for (const std::string& whole : {json, "[\"timeout\",5," + json + "]"}) {
      const Program program = parse(whole);
      EXPECT_EQ(run_oracle(program), run_reference(program)) << before;
    }
  }
}

TEST(Asyncio, SaysOfATooDeepProgramThatItIs) {
  std::string json;
  for (int level = 0; level < 10'000; ++level) json += "[\"seq\",";
  json += "[\"seq\"]" + std::string(10'000, ']');
  EXPECT_THROW(run_oracle(parse(json)), Malformed);
  EXPECT_EQ(run_oracle(parse(R"(["sleep",5])")).ended, Milliseconds{5});
}

TEST(Asyncio, CountsMillisecondsExactlyHoweverLate) {
  const Program program =
      parse(R"(["seq", ["sleep", 999999999998], ["emit", "x"], ["sleep", 1], ["emit", "y"]])");
  EXPECT_EQ(run_oracle(program), run_reference(program));
}

}  // namespace
}  // namespace unroll::equivalence
