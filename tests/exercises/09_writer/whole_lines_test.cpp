#include "09_writer/whole_lines.hpp"

#include <stdexcept>

#include "check.hpp"

namespace {

using unroll::WholeLines;

TEST(WholeLines, BringsAllLinesOfAPiece) {
  WholeLines lines;
  EXPECT_EQ(lines.add("a\nb\n\nc\n"), "a\nb\n\nc\n") << "each with its newline, the empty one too";
  EXPECT_EQ(lines.add(""), "") << "nothing came";
  EXPECT_FALSE(lines.at_end()) << "nobody has said that it is";
}

TEST(WholeLines, HalfALineIsKeptUntilItIsWhole) {
  WholeLines lines;
  EXPECT_EQ(lines.add("Anna wa"), "") << "half a line";
  EXPECT_EQ(lines.add("s h"), "") << "still no whole one";
  EXPECT_EQ(lines.add("ere\nBor"), "Anna was here\n") << "now it is whole; of the next one there is half";
  EXPECT_EQ(lines.add("is\n"), "Boris\n") << "and the other half";
}

TEST(WholeLines, NothingMoreIsNotTheEnd) {
  WholeLines lines;
  EXPECT_EQ(lines.add("a\n"), "a\n") << "a line";
  for (int i = 0; i != 3; ++i) EXPECT_EQ(lines.add(""), "") << "all was read that is there";
  EXPECT_FALSE(lines.at_end()) << "but more may come: only the dot is the end";
  EXPECT_EQ(lines.add("b\n"), "b\n") << "and here it is";
}

TEST(WholeLines, ADotAloneIsTheEnd) {
  WholeLines lines;
  EXPECT_EQ(lines.add("a\nb\n.\n"), "a\nb\n") << "the dot itself is not brought";
  EXPECT_TRUE(lines.at_end()) << "a line that is nothing but a dot";
  WholeLines at_once;
  EXPECT_EQ(at_once.add(".\n"), "") << "of an empty file there is only the end";
  EXPECT_TRUE(at_once.at_end()) << "of an empty file there is only the end";
}

TEST(WholeLines, ALineThatBeginsWithADotIsALine) {
  WholeLines lines;
  EXPECT_EQ(lines.add(".5\n..\nhe said.\n. \n"), ".5\n..\nhe said.\n. \n") << "none of them is a dot alone";
  EXPECT_FALSE(lines.at_end()) << "none of them is a dot alone";
}

TEST(WholeLines, TheDotMayComeInPieces) {
  WholeLines lines;
  EXPECT_EQ(lines.add("a\n."), "a\n") << "a dot, of a line that is not whole";
  EXPECT_FALSE(lines.at_end()) << "more of this line may come";
  EXPECT_EQ(lines.add("\n"), "") << "nothing more came";
  EXPECT_TRUE(lines.at_end()) << "so it was a dot alone";
  WholeLines more;
  EXPECT_EQ(more.add("."), "") << "a dot, of a line that is not whole";
  EXPECT_EQ(more.add("5\n"), ".5\n") << "and here is its other half";
  EXPECT_FALSE(more.at_end()) << "it was no dot alone";
}

/// As from `read`: the room is larger than what has come, and keeps what was there before.
TEST(WholeLines, APieceEndsWhereItsLengthSays) {
  const std::string_view room = "one\ntwo\nthree\n";
  WholeLines lines;
  EXPECT_EQ(lines.add(room.substr(4, 4)), "two\n") << "what stands before and behind it is no part of it";
  EXPECT_EQ(lines.add(room.substr(0, 0)), "") << "nothing came";
  EXPECT_EQ(lines.add(room.substr(8, 2)), "") << "half a line, whatever stands behind it";
  EXPECT_EQ(lines.add(room.substr(3, 1)), "th\n") << "and its other half";
  WholeLines bytes;
  const std::string with_a_zero("a\0b\n", 4);
  EXPECT_EQ(bytes.add(with_a_zero), with_a_zero) << "a byte that is zero is a byte like any other";
}

TEST(WholeLines, WhatStandsBehindTheEndIsNotLookedAt) {
  WholeLines lines;
  EXPECT_EQ(lines.add("a\n.\nb\n.\nhal"), "a\n") << "behind the dot stands nothing of ours";
  EXPECT_EQ(lines.add("f\nc\n"), "") << "and what comes later neither";
  EXPECT_TRUE(lines.at_end()) << "the end is the end";
}

TEST(WholeLines, ALineWithoutEndIsRefused) {
  WholeLines lines(10);
  EXPECT_EQ(lines.add("0123456789\n012345"), "0123456789\n") << "ten bytes are not too many";
  EXPECT_THROW((void)lines.add("6789x"), std::length_error) << "eleven, and no newline";
  WholeLines whole(10);
  EXPECT_THROW((void)whole.add("0123456789x\n"), std::length_error) << "eleven, with a newline";
  WholeLines many(10);
  EXPECT_EQ(many.add("012345\n012345\n012345\n").size(), 21U) << "each is short, however many there are";
}

/// Every way to cut it into three.
TEST(WholeLines, WhateverThePiecesTheLinesAreTheSame) {
  const std::string all = "a\n\n.b\nlong one\n.\nrest\n";
  for (std::size_t first = 0; first <= all.size(); ++first) {
    for (std::size_t second = first; second <= all.size(); ++second) {
      WholeLines lines;
      std::string got = lines.add(all.substr(0, first));
      got += lines.add(all.substr(first, second - first));
      got += lines.add(all.substr(second));
      ASSERT_EQ(got, "a\n\n.b\nlong one\n") << "cut behind " << first << " and " << second << " bytes";
      ASSERT_TRUE(lines.at_end()) << "cut behind " << first << " and " << second << " bytes";
    }
  }
}

TEST(WholeLines, ManyPiecesAreNoMoreWorkThanOne) {
  constexpr std::size_t pieces = 200'000;
  const std::string piece(64, 'x');
  WholeLines lines(pieces * piece.size());
  for (std::size_t i = 0; i != pieces; ++i) (void)lines.add(piece);
  EXPECT_EQ(lines.add("\n").size(), pieces * piece.size() + 1) << "one long line, piece by piece";
}

TEST(WholeLines, BehindTheEndNothingIsTooLong) {
  WholeLines lines(10);
  std::string got;
  EXPECT_NO_THROW(got = lines.add("a\n.\n" + std::string(100, 'x'))) << "it is not looked at";
  EXPECT_EQ(got, "a\n") << "what stands before the end";
  EXPECT_NO_THROW((void)lines.add(std::string(100, 'x'))) << "nor is what comes later";
}

TEST(WholeLines, KnowsNothingOfAnother) {
  WholeLines lines(100);
  WholeLines other(5);
  std::string got;
  EXPECT_NO_THROW(got = lines.add("Anna wa")) << "a hundred is the longest here, whatever it is elsewhere";
  EXPECT_EQ(got, "") << "half a line";
  EXPECT_EQ(other.add("b\n.\n"), "b\n") << "nothing of the other file, and then the end";
  EXPECT_FALSE(lines.at_end()) << "only the other one is at its end";
  EXPECT_EQ(lines.add("s here\n"), "Anna was here\n") << "and the other half of this one";
}

}  // namespace
