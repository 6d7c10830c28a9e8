#include "run.hpp"

#include <gtest/gtest.h>

#include <string>

namespace unroll::equivalence {
namespace {

TEST(Run, IsReadAsItWasWritten) {
  const Program program = parse(R"(["all", ["emit", "\n\"x\\"], ["timeout", 5, ["emit", "y"]]])");
  const equivalence::Run run{
      {{Milliseconds{0}, 3, "y"}, {Milliseconds{0}, 1, "\n\"x\\"}}, Milliseconds{7}, "ok"};
  const std::string json =
      R"([{"t": 0, "path": "1.1", "emit": "y"}, {"t": 0, "path": "0", "emit": "\n\"x\\"}, {"t": 7, "end": "ok"}])";
  EXPECT_EQ(to_json(program, run), json);
  EXPECT_EQ(read_run(program, json), run);
}

TEST(Run, EqualsAnotherAsFarAsTheLanguageFixesIt) {
  const equivalence::Run run{{{Milliseconds{0}, 3, "y"}, {Milliseconds{0}, 1, "x"}}, Milliseconds{7}, "ok"};
  const equivalence::Run swapped{{run.lines[1], run.lines[0]}, run.ended, run.end};
  const equivalence::Run late{run.lines, Milliseconds{8}, run.end};
  EXPECT_TRUE(equal(run, swapped, Fixed::lines));
  EXPECT_FALSE(equal(run, swapped, Fixed::order));
  EXPECT_FALSE(equal(run, late, Fixed::lines));
  EXPECT_TRUE(equal(run, late, Fixed::nothing));
}

}  // namespace
}  // namespace unroll::equivalence
