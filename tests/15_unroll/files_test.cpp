#include "15_unroll/course/files.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

TEST(Files, ThatCannotBeReadAreRefusedAndNotTakenForEmptyOnes) {
  EXPECT_THROW((void)text_of("/proc/self"), Refused) << "a folder";
  EXPECT_THROW((void)text_of("/proc/self/mem"), Refused) << "it opens, and reading it is an error";
  EXPECT_THROW((void)text_of("/proc/self/nothing"), Refused);
}

TEST(Files, AreReadToTheirEnd) {
  EXPECT_EQ(text_of("/dev/null"), "");
  const std::string file = testing::TempDir() + "files_test." + std::to_string(::getpid());
  for (const std::size_t size : {0U, 1U, 16384U, 16385U, 50000U}) {
    const std::string text(size, 'x');
    write_file(file, text);
    EXPECT_EQ(text_of(file), text) << size;
  }
  std::filesystem::remove(file);
}

}  // namespace
}  // namespace unroll::course
