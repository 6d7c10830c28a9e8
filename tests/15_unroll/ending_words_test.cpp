#include <gtest/gtest.h>

#include "15_unroll/course/verdict.hpp"

namespace {

using namespace unroll::course;

/// Of a test in which a task waits.
std::string told_of(const std::string& event) {
  return R"({"event":"start","test":"A.B"})"
         "\n"
         R"({"event":")" +
         event +
         R"(","calls":[],"waiting":"task \"guest\", started at a.hpp:3\n  guest() waits at a.hpp:7\n"})" +
         "\n";
}

bool names_the_guest(const Evidence& seen) {
  return judge(seen).text.find("guest() waits at a.hpp:7") != std::string::npos;
}

TEST(EndingWords, OfOneThatHangsNameTheTasksThatStillWait) {
  Evidence seen;
  seen.tests = {"A.B"};
  seen.records = told_of("thread");
  seen.out_of_time = true;
  for (const char* const standstill : {"deadlock", "lost wake-up", "blocked loop", "asleep", ""}) {
    seen.standstill = standstill;
    EXPECT_TRUE(names_the_guest(seen)) << standstill << ": " << judge(seen).text;
  }
}

TEST(EndingWords, OfOneThatRunsOnNameThemToo) {
  Evidence seen;
  seen.tests = {"A.B"};
  seen.records = told_of("too many jobs");
  EXPECT_TRUE(names_the_guest(seen)) << judge(seen).text;
}

}  // namespace
