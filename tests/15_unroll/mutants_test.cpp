#include "15_unroll/course/mutants.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "15_unroll/course/tokens.hpp"
#include "15_unroll/refused.hpp"

namespace {

using namespace unroll::course;

/// A line each: its name, and what it changes.
std::string told(const std::vector<Mutant>& mutants) {
  std::string text;
  for (const Mutant& mutant : mutants)
    text += mutant.name + "  " + mutant.before + "  >>  " +
            (mutant.after.empty() ? "nothing" : mutant.after) + "\n";
  return text;
}

/// In which the lines stand in a function that the starter has.
std::string in_function(const std::string& lines) { return "void f() {\n" + lines + "}\n"; }
std::vector<Mutant> made(const std::string& lines) { return mutants_of(in_function(lines), in_function("")); }

bool has(const std::vector<Mutant>& mutants, const std::string& kind, const std::string& after) {
  return std::any_of(mutants.begin(), mutants.end(),
                     [&](const Mutant& one) { return one.kind == kind && one.after == after; });
}

TEST(Mutants, AreTheseOfASmallLoop) {
  const std::string starter = R"(// Contract: "==" and true.
#include <deque>
class Loop {
 public:
  void run() {}
  std::deque<int> queue_;
};
)";
  const std::string solution = R"(// Contract: "==" and true.
#include <deque>
class Loop {
 public:
  void run() {
    while (running_ && !queue_.empty()) {
      const int job = std::move(queue_.front());  // 1 == 1
      queue_.pop_front();
    }
    if (count_ == 0) return;
  }
  std::deque<int> queue_;
};
)";
  EXPECT_EQ(told(mutants_of(solution, starter)),
            R"(5:return-early  void run() {  >>  void run() { return;
6:operator  while (running_ && !queue_.empty()) {  >>  while (running_ || !queue_.empty()) {
6:drop-operand  while (running_ && !queue_.empty()) {  >>  while (!queue_.empty()) {
6:drop-operand-2  while (running_ && !queue_.empty()) {  >>  while (running_) {
6:drop-not  while (running_ && !queue_.empty()) {  >>  while (running_ && queue_.empty()) {
6:once  while (running_ && !queue_.empty()) {  >>  if (running_ && !queue_.empty()) {
6:drop-statement  while (running_ && !queue_.empty()) { const int job = std::move(queue_.front()); // 1 == 1 queue_.pop_front(); }  >>  nothing
6:swap  while (running_ && !queue_.empty()) { const int job = std::move(queue_.front()); // 1 == 1 queue_.pop_front(); } if (count_ == 0) return;  >>  if (count_ == 0) return; while (running_ && !queue_.empty()) { const int job = std::move(queue_.front()); // 1 == 1 queue_.pop_front(); }
7:drop-move  const int job = std::move(queue_.front()); // 1 == 1  >>  const int job = (queue_.front()); // 1 == 1
7:name  const int job = std::move(queue_.front()); // 1 == 1  >>  const int job = std::move(queue_.back()); // 1 == 1
7:drop-statement  const int job = std::move(queue_.front()); // 1 == 1  >>  // 1 == 1
7:swap  const int job = std::move(queue_.front()); // 1 == 1 queue_.pop_front();  >>  queue_.pop_front(); // 1 == 1 const int job = std::move(queue_.front());
8:name  queue_.pop_front();  >>  queue_.pop_back();
8:drop-statement  queue_.pop_front();  >>  nothing
10:operator  if (count_ == 0) return;  >>  if (count_ != 0) return;
10:literal  if (count_ == 0) return;  >>  if (count_ == 1) return;
10:always  if (count_ == 0) return;  >>  if (true) return;
10:never  if (count_ == 0) return;  >>  if (false) return;
10:drop-statement  if (count_ == 0) return;  >>  if (count_ == 0) {}
)");
}

TEST(Mutants, ChangeOnlyWhatTheStudentWrites) {
  EXPECT_TRUE(mutants_of(in_function("  a = b + 1;\n"), in_function("  a = b + 1;\n")).empty());
  for (const Mutant& mutant : mutants_of(in_function("  a = 1;\n  b = 0;\n"), in_function("  a = 1;\n")))
    EXPECT_EQ(mutant.line, 3U) << mutant.name << ": the first line is given";
}

TEST(Mutants, HaveTheirLinesWhereTheSolutionHasThem) {
  const std::string solution = in_function("  g(1,\n    2);\n  h();\n  if (a)\n    b = a < c;\n");
  const auto lines = [](const std::string& text) { return std::count(text.begin(), text.end(), '\n'); };
  for (const Mutant& mutant : mutants_of(solution, in_function("")))
    EXPECT_EQ(lines(mutant.text), lines(solution)) << mutant.name;
}

TEST(Mutants, LeaveCommentsTextsAndIncludesAlone) {
  EXPECT_TRUE(mutants_of("#include <a==b>\n// a == b\n/* a && b */\n#define X \\\n  a == b\n", "").empty());
  const auto mutants = made("  say(\"a == b\", 'x', R\"(true && 0)\");  // true\n");
  EXPECT_EQ(told(mutants),
            "2:drop-statement  say(\"a == b\", 'x', R\"(true && 0)\"); // true  >>  // true\n");
}

TEST(Mutants, TakeNoTypeForAComparison) {
  for (const Mutant& mutant : made("  std::vector<int> a = g<int>(Job&&());\n"))
    EXPECT_NE(mutant.kind, "operator");
}

TEST(Mutants, LeaveTheFirstPartOfAConditionThatHasTwo) {
  const auto mutants = made("  if (const auto a = g(1); a > b) h();\n");
  EXPECT_TRUE(has(mutants, "always", "if (const auto a = g(1); true) h();")) << told(mutants);
  EXPECT_TRUE(has(mutants, "never", "if (const auto a = g(1); false) h();")) << told(mutants);
}

TEST(Mutants, KnowWhatBelongsToAnOperand) {
  const auto mutants = made("  x = a || g(b, c) && !d[0] || e;\n");
  EXPECT_TRUE(has(mutants, "drop-operand", "x = a || !d[0] || e;")) << told(mutants);
  EXPECT_TRUE(has(mutants, "drop-operand", "x = a || g(b, c) || e;")) << told(mutants);
  EXPECT_TRUE(has(mutants, "drop-operand", "x = g(b, c) && !d[0] || e;")) << told(mutants);
  EXPECT_TRUE(has(mutants, "drop-operand", "x = a || g(b, c) && !d[0];")) << told(mutants);
}

TEST(Mutants, SeeStatementsInLambdasAndBehindWordsWithoutBraces) {
  const auto mutants = made("  post([this] { a(); b(); });\n  for (;;) c();\n  const X x{d, {e}};\n");
  EXPECT_TRUE(has(mutants, "drop-statement", "post([this] { b(); });")) << told(mutants);
  EXPECT_TRUE(has(mutants, "swap", "post([this] { b(); a(); });")) << told(mutants);
  EXPECT_TRUE(has(mutants, "return-early", "post([this] { return; a(); b(); });")) << told(mutants);
  EXPECT_TRUE(has(mutants, "drop-statement", "for (;;) {}")) << told(mutants);
}

TEST(Mutants, EndACoroutineWithItsOwnWord) {
  const auto mutants = mutants_of("Task<int> f() {\n  co_await g();\n  co_return 3;\n}\n", "");
  EXPECT_TRUE(has(mutants, "return-early", "Task<int> f() { co_return {};")) << told(mutants);
  EXPECT_TRUE(has(mutants, "drop-await", "g();")) << told(mutants);
}

TEST(Mutants, LeaveAFunctionItsResult) {
  const auto mutants =
      mutants_of("int f() {\n  if (a) {\n    b();\n    return 2;\n  }\n  return 3;\n}\n", "");
  for (const Mutant& mutant : mutants)
    EXPECT_NE(mutant.text.find("return 3;"), std::string::npos) << mutant.name;
}

TEST(Mutants, AreSpreadOverKindsAndLines) {
  std::string lines;
  for (int i = 0; i != 30; ++i) lines += "  a = b + 0;\n";
  const auto all = made(lines);
  const auto some = spread(all, 8);
  ASSERT_EQ(some.size(), 8U);
  std::set<std::string> kinds;
  for (const Mutant& mutant : some) kinds.insert(mutant.kind);
  EXPECT_EQ(kinds, (std::set<std::string>{"drop-statement", "literal", "operator", "swap"})) << told(some);
  EXPECT_GT(some.back().line, 15U) << told(some);
  EXPECT_EQ(told(spread(all, 8)), told(some)) << "always the same ones";
  EXPECT_EQ(told(spread(all, all.size())), told(all));
}

TEST(Mutants, AreRefusedWhereBracketsDoNotMatch) {
  EXPECT_THROW(mutants_of("void f() {\n  g(;\n}\n", ""), Refused);
}

TEST(Tokens, KnowTheirLines) {
  const auto tokens = tokens_of("a\n/* \n */ b // c\n\"d\\\"\"\n1'000.5\n");
  ASSERT_EQ(tokens.size(), 4U);
  EXPECT_EQ(tokens[1].line, 3U);
  EXPECT_EQ(tokens[2].text, "\"d\\\"\"");
  EXPECT_EQ(tokens[3].text, "1'000.5");
}

}  // namespace
