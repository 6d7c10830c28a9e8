#include "generate.hpp"

#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "outcome.hpp"
#include "reference.hpp"
#include "told.hpp"

namespace unroll::equivalence {
namespace {

TEST(Generate, DrawsTheSameProgramFromTheSameSeedEverywhere) {
  EXPECT_EQ(to_json(generate(7, 3)), to_json(generate(7, 3)));
  EXPECT_NE(to_json(generate(7, 3)), to_json(generate(8, 3)));
  std::uint64_t digest = 0xCBF29CE484222325U;  // FNV-1a of the first programs, on every compiler
  for (std::uint64_t seed = 0; seed != 200; ++seed)
    for (const char c : to_json(generate(seed, 3)))
      digest = (digest ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  EXPECT_EQ(digest, 946237477743803157U);
}

TEST(Generate, DrawsWellFormedProgramsOfTheLevel) {
  for (int highest = 0; highest <= 3; ++highest)
    for (std::uint64_t seed = 0; seed != 500; ++seed) {
      const Program program = generate(seed, highest);
      const std::string json = to_json(program);
      EXPECT_EQ(to_json(parse(json)), json);
      EXPECT_LE(level(program), std::max(highest, 1)) << json;
      EXPECT_TRUE(highest > 0 || speaks_01(program)) << json;
      EXPECT_LE(program.size(), 400U) << json;
    }
}

// What random programs of one level do, in percent of them.
class Happenings {
 public:
  explicit Happenings(int level) {
    for (std::uint64_t seed = 0; seed != drawn; ++seed) count(generate(seed, level));
  }

  double percent(const std::string& what) { return 100.0 * counts_[what] / drawn; }
  std::string table() const {
    std::string table;
    for (const auto& [what, count] : counts_)
      table += what + ": " + std::to_string(100 * count / drawn) + "%\n";
    return table;
  }

 private:
  static constexpr int drawn = 4000;

  void count(const Program& program) {
    const Evaluation evaluation = evaluate(program);
    ++counts_[evaluation.fixed == Fixed::order   ? "order fixed"
              : evaluation.fixed == Fixed::lines ? "lines fixed"
                                                 : "nothing fixed"];
    if (evaluation.run.end != "ok") ++counts_["fails"];
    if (evaluation.run.lines.size() >= 3) ++counts_["three lines or more"];
    std::map<std::string, bool> seen;
    for (const Line& line : evaluation.run.lines) look(program, line, seen);
    for (const auto& [what, is] : seen) counts_[what] += is ? 1 : 0;
  }

  // A clean-up that comes before its body is through belongs to a cancelled branch.
  static void look(const Program& program, const Line& line, std::map<std::string, bool>& seen) {
    if (line.text == "caught:timeout") seen["a timeout is caught"] = true;
    if (program[line.node].kind == Kind::catch_) return void(seen["an error is caught"] = true);
    const NodeId seq = program[line.node].parent;
    if (seq == nowhere || program[seq].index != 1 || program[program[seq].parent].kind != Kind::finally)
      return;
    seen["a clean-up runs"] = true;
    const Run without = run_reference(without_cancelling(program));
    for (const Line& other : without.lines)
      if (other.node == line.node && other.t != line.t) seen["a cancelled branch cleans up"] = true;
  }

  static Program without_cancelling(const Program& program) {
    Builder builder;
    builder.copy(program, Program::root);
    for (NodeId node = 0; node != program.size(); ++node) {
      if (program[node].kind == Kind::group || program[node].kind == Kind::race)
        builder[node].kind = Kind::all;
      if (program[node].kind == Kind::timeout) builder[node].wait = longest_wait;
    }
    return builder.take();
  }

  std::map<std::string, int> counts_;
};

TEST(Generate, DrawsProgramsThatTryEverything) {
  Happenings at_3(3);
  SCOPED_TRACE(at_3.table());
  EXPECT_GT(at_3.percent("order fixed"), 80);
  EXPECT_LT(at_3.percent("nothing fixed"), 10);
  EXPECT_GT(at_3.percent("lines fixed"), 2);
  EXPECT_GT(at_3.percent("an error is caught"), 10);
  EXPECT_GT(at_3.percent("a timeout is caught"), 2);
  EXPECT_GT(at_3.percent("a clean-up runs"), 30);
  EXPECT_GT(at_3.percent("a cancelled branch cleans up"), 5);
  EXPECT_GT(at_3.percent("three lines or more"), 40);
  EXPECT_GT(at_3.percent("fails"), 10);
  EXPECT_LT(at_3.percent("fails"), 70);
  if (testing::Test::HasFailure() || std::getenv("UNROLL_SHOW")) std::puts(at_3.table().c_str());
}

}  // namespace
}  // namespace unroll::equivalence
