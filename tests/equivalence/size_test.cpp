#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "reference.hpp"
#include "run.hpp"
#include "told.hpp"

namespace unroll::equivalence {
namespace {

constexpr int deep = 10'000;
constexpr int wide = 100'000;

std::string repeated(std::string_view text, int times) {
  std::string all;
  for (; times > 0; --times) all += text;
  return all;
}

std::string nested(std::string_view before, std::string_view inside, std::string_view after) {
  return repeated(before, deep) + std::string(inside) + repeated(after, deep);
}

Evaluation evaluate_as_written(const std::string& json) {
  const Program program = parse(json);
  EXPECT_EQ(to_json(program), json);
  return evaluate(program);
}

struct Nesting {
  const char* before;
  const char* inside;
  const char* after;
  std::size_t lines;
};

constexpr const char* ends_well = R"(["seq", ["sleep", 3], ["emit", "x"]])";
constexpr const char* fails = R"(["seq", ["sleep", 3], ["emit", "x"], ["fail", "e"]])";

TEST(Size, MayBe10000LevelsDeep) {
  for (const auto& [before, inside, after, lines] :
       {Nesting{R"(["seq", )", ends_well, "]", 1}, Nesting{R"(["all", )", ends_well, "]", 1},
        Nesting{R"(["group", )", ends_well, "]", 1}, Nesting{R"(["race", )", ends_well, "]", 1},
        Nesting{R"(["timeout", 9, )", ends_well, "]", 1}, Nesting{R"(["group", )", fails, "]", 1},
        Nesting{R"(["catch", )", fails, R"(, ["seq"]])", 2},
        Nesting{R"(["catch", )", fails, R"(, ["fail", "f"]])", 1 + deep},
        Nesting{R"(["finally", )", fails, R"(, ["seq", ["emit", "c"]]])", 1 + deep}}) {
    const auto run = evaluate_as_written(nested(before, inside, after)).run;
    EXPECT_EQ(run.lines.size(), lines) << before;
    EXPECT_EQ(run.ended, Milliseconds{3}) << before;
  }
}

TEST(Size, MayBeCancelled10000LevelsDeep) {
  const std::string groups = nested("[\"group\", [\"sleep\", 9], ", R"(["sleep", 8])", "]");
  const std::string clean_ups = nested("[\"finally\", ", groups, ", [\"seq\", [\"emit\", \"c\"]]]");
  const auto run = evaluate_as_written("[\"timeout\", 5, " + clean_ups + "]").run;
  ASSERT_EQ(run.lines.size(), std::size_t{deep});
  EXPECT_LT(run.lines.front().node, run.lines.back().node);
  EXPECT_EQ(run.end, "timeout");
}

TEST(Size, MayBe100000ChildrenWide) {
  for (const char* form : {"seq", "all", "group", "race"}) {
    const std::string children = repeated(R"(, ["seq", ["sleep", 3], ["emit", "x"]])", wide);
    const auto run = evaluate_as_written("[\"" + std::string(form) + "\"" + children + "]").run;
    EXPECT_EQ(run.lines.size(), std::string(form) == "race" ? 1U : std::size_t{wide}) << form;
  }
}

TEST(Size, MayBe100000LosersWide) {
  const std::string losers = repeated(R"(, ["finally",["sleep",9],["seq",["emit","c"]]])", wide);
  const Program program = parse("[\"race\"" + losers + R"(, ["sleep",5]])");
  const Evaluation evaluation = evaluate(program);
  EXPECT_EQ(evaluation.run.lines.size(), std::size_t{wide});
  EXPECT_EQ(evaluation.fixed, Fixed::order);
  EXPECT_TRUE(equal(evaluation.run, read_run(program, to_json(program, evaluation.run)), Fixed::order));
}

TEST(Size, MayBeAMillionRounds) {
  const std::string rounds = repeated(R"(, ["sleep", 0], ["emit", "x"])", wide);
  EXPECT_EQ(
      evaluate_as_written("[\"all\", [\"seq\"" + rounds + "], [\"seq\"" + rounds + "]]").run.lines.size(),
      2U * wide);
}

TEST(Size, DoesNotKeepAnErrorFromSayingWhere) {
  try {
    parse(nested("[\"seq\", ", "[\"foo\"]", "]"));
    FAIL() << "it is malformed";
  } catch (const Malformed& malformed) {
    EXPECT_EQ(std::string(malformed.what()).substr(0, 9), "at 0.0.0.");
  }
  EXPECT_THROW(parse(repeated("[", wide)), Malformed);
  EXPECT_THROW(parse(repeated("[\"seq\", ", wide)), Malformed);
}

}  // namespace
}  // namespace unroll::equivalence
