#include "15_unroll/course/places.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <sstream>

#include "04_coroutines/sync_wait.hpp"

// The linker's name for where this program begins, wherever it was loaded.
extern "C" const char __executable_start;  // NOLINT(bugprone-reserved-identifier)

namespace unroll::course {
namespace {

void here() {}

TEST(Places, AreFoundInAPathWithASpaceToo) {
  Loop loop;
  Poller poller(loop);
  const auto offset = reinterpret_cast<const char*>(&here) - &__executable_start + 1;
  std::ostringstream report;
  report << "    #1 0x1234 in here(std::function<void ()>) (/a course/.unroll/test+0x" << std::hex << offset
         << ")\n    #2 0x5678 in main\n";
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").string();
  const std::string told = sync_wait(loop, with_places(poller, program, report.str()));
  EXPECT_NE(told.find("in here(std::function<void ()>) "), std::string::npos) << told;
  EXPECT_NE(told.find("places_test.cpp:16\n"), std::string::npos) << told;
  EXPECT_NE(told.find("    #2 0x5678 in main\n"), std::string::npos) << "what has no address stays";
}

}  // namespace
}  // namespace unroll::course
