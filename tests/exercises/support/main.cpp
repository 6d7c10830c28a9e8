// The `main` of every exercise's test: GoogleTest's, and it keeps a record of what happens.
#include <gtest/gtest.h>

#include <cstdlib>

#include "exercises/support/guard_parts.hpp"
#include "exercises/support/guards.hpp"
#include "exercises/support/records.hpp"

namespace unroll::check {
namespace {

class Recording final : public testing::EmptyTestEventListener {
 public:
  void OnTestStart(const testing::TestInfo& test) override {
    Record("start").text("test", name(test));
    begin_test();
  }

  void OnTestPartResult(const testing::TestPartResult& part) override {
    if (!part.failed() || !count_failure(part.message())) return;
    const char* const file = part.file_name();
    Record record("failure");
    record.text("file", file == nullptr ? "" : file)
        .number("line", part.line_number())
        .text("text", part.message());
    if (file == nullptr) say_where_thrown(record, part.message());
  }

  void OnTestEnd(const testing::TestInfo& test) override {
    expect_that_nobody_was_blocked();
    const std::size_t failures = end_test();
    const testing::TestResult& result = *test.result();
    Record("end")
        .text("test", name(test))
        .number("passed", result.Passed())
        .number("skipped", result.Skipped())
        .number("failures", static_cast<long long>(failures));
  }

  void OnTestProgramEnd(const testing::UnitTest& program) override {
    Record("over").number("tests", program.successful_test_count() + program.failed_test_count());
  }

 private:
  static std::string name(const testing::TestInfo& test) {
    return std::string(test.test_suite_name()) + "." + test.name();
  }
};

/// Whoever comes first here goes last: behind the destructors of all static objects of the program.
[[gnu::constructor(101)]] void see_the_end() {
  std::atexit([] { const Record gone("gone"); });
}

}  // namespace
}  // namespace unroll::check

int main(int argc, char** argv) {
  unroll::check::Record::open();
  unroll::check::set_guards();
  testing::InitGoogleTest(&argc, argv);
  testing::UnitTest::GetInstance()->listeners().Append(new unroll::check::Recording);
  return RUN_ALL_TESTS();
}
