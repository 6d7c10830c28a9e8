#include "09_writer/growing_file.hpp"

#include "09_writer/out_file.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

struct GrowingFileTest : testing::Test {
  Folder folder;
  OutFile out{folder.file("source")};
  GrowingFile file{folder.file("source")};
};

TEST_F(GrowingFileTest, BringsWholeLinesOnly) {
  EXPECT_EQ(file.read_lines(), "");
  out.write_all("one\ntw");
  EXPECT_EQ(file.read_lines(), "one\n");
  EXPECT_EQ(file.read_lines(), "");
  out.write_all("o");
  EXPECT_EQ(file.read_lines(), "");
  out.write_all("\nthree\n\n");
  EXPECT_EQ(file.read_lines(), "two\nthree\n\n");
}

TEST_F(GrowingFileTest, EndsAtALineThatIsADot) {
  out.write_all("one\n.");
  EXPECT_EQ(file.read_lines(), "one\n");
  EXPECT_FALSE(file.at_end());
  out.write_all("\nbehind the end\n");
  EXPECT_EQ(file.read_lines(), "");
  EXPECT_TRUE(file.at_end());
  EXPECT_EQ(file.read_lines(), "");
}

TEST_F(GrowingFileTest, ADotInALineIsNoEnd) {
  out.write_all(".a\n..\na.\n .\n");
  EXPECT_EQ(file.read_lines(), ".a\n..\na.\n .\n");
  EXPECT_FALSE(file.at_end());
}

TEST_F(GrowingFileTest, ALineMayBeLongerThanARead) {
  const std::string line(200'000, 'x');
  out.write_all(line);
  EXPECT_EQ(file.read_lines(), "");
  out.write_all("\n");
  EXPECT_EQ(file.read_lines(), line + "\n");
}

TEST_F(GrowingFileTest, ALineWithoutAnEndIsAnError) {
  out.write_all(std::string(2 * 1024 * 1024, 'x'));
  EXPECT_THROW(file.read_lines(), std::length_error);
}

TEST_F(GrowingFileTest, WholeLinesBeforeOneWithoutAnEndComeFirst) {
  out.write_all("whole\n" + std::string(2 * 1024 * 1024, 'x'));
  EXPECT_EQ(file.read_lines(), "whole\n");
  EXPECT_THROW(file.read_lines(), std::length_error);
  EXPECT_THROW(file.read_lines(), std::length_error) << "and it does not read on";
}

TEST_F(GrowingFileTest, ALongFileComesInPieces) {
  std::string all;
  for (int i = 0; i != 100'000; ++i) all += "line " + std::to_string(i) + "\n";
  out.write_all(all);
  std::string read = file.read_lines();
  EXPECT_LT(read.size(), all.size() / 2) << "a file may be larger than the memory";
  for (std::string more = file.read_lines(); !more.empty(); more = file.read_lines()) read += more;
  EXPECT_TRUE(read == all);
}

TEST_F(GrowingFileTest, IsNotInherited) {
  const auto before = descriptors_that_are_inherited();
  const GrowingFile another(folder.file("source"));
  EXPECT_EQ(descriptors_that_are_inherited(), before);
}

TEST_F(GrowingFileTest, AFileThatIsNotThereSaysItsName) {
  try {
    const GrowingFile missing(folder.file("missing"));
    FAIL() << "it is there";
  } catch (const std::system_error& error) {
    EXPECT_NE(std::string(error.what()).find(folder.file("missing")), std::string::npos) << error.what();
  }
}

TEST_F(GrowingFileTest, AFolderIsAnErrorOfReading) {
  GrowingFile directory(folder.file(""));
  EXPECT_THROW(directory.read_lines(), std::system_error);
}

}  // namespace
}  // namespace unroll
