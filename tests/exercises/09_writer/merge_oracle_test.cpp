#include "09_writer/merge_oracle.hpp"

#include <algorithm>
#include <random>

#include "check.hpp"

namespace {

using unroll::Sources;
using unroll::wrong_with;
using Lines = std::vector<std::string>;

Sources some_files(int files, int lines) {
  Sources sources;
  for (int i = 1; i <= files; ++i) {
    const std::string name = "file" + std::to_string(i);
    Lines& all = sources[name];
    for (int k = 1; k <= lines; ++k) all.push_back(name + " line " + std::to_string(k));
  }
  return sources;
}

/// A right merge: who comes next is thrown for.
Lines mix(const Sources& sources, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::string> turns;
  for (const auto& [name, all] : sources) turns.insert(turns.end(), all.size(), name);
  std::shuffle(turns.begin(), turns.end(), random);
  std::map<std::string, std::size_t> next;
  Lines merged;
  for (const std::string& name : turns) merged.push_back(sources.at(name)[next[name]++]);
  return merged;
}

std::string text(const Lines& lines) {
  std::string all;
  for (const std::string& line : lines) all += line + "\n";
  return all;
}

struct MergeOracle : testing::Test {
  const Sources sources = some_files(3, 4);
  const Lines right = mix(sources, 7);

  testing::AssertionResult takes(const Sources& from, const Lines& merged) const {
    const std::string wrong = wrong_with(from, text(merged));
    if (wrong.empty()) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "[wrong value]\n  it says: " << wrong << "\n  of this:\n"
                                       << text(merged);
  }
  testing::AssertionResult refuses(const std::string& merged) const {
    if (!wrong_with(sources, merged).empty()) return testing::AssertionSuccess();
    return testing::AssertionFailure() << "[wrong value]\n  it says nothing of this:\n" << merged;
  }
};

TEST_F(MergeOracle, TakesEveryRightMerge) {
  for (unsigned seed = 0; seed != 50; ++seed)
    ASSERT_TRUE(takes(sources, mix(sources, seed))) << "how those of different sources are mixed is free";
  EXPECT_TRUE(takes(some_files(1, 1), {"file1 line 1"})) << "one line of one file";
  EXPECT_TRUE(takes({{"quiet", {}}}, {})) << "a source may have nothing to say";
  EXPECT_TRUE(takes({}, {})) << "nothing of nobody";
}

TEST_F(MergeOracle, ANameMayBeTheBeginningOfAnother) {
  const Sources eleven = some_files(11, 3);
  for (unsigned seed = 0; seed != 20; ++seed)
    ASSERT_TRUE(takes(eleven, mix(eleven, seed))) << "\"file10 …\" is a line of file10, and not of file1";
  const Sources nested{{"a", {"a a", "a ", "a aa"}}, {"aa", {"aa a"}}};
  EXPECT_TRUE(takes(nested, {"aa a", "a a", "a ", "a aa"})) << "a line may be nothing but a name and a space";
}

TEST_F(MergeOracle, TakesALineThatIsThereTwice) {
  const Sources twice{{"a", {"a x", "a x", "a y"}}, {"b", {"b x"}}};
  EXPECT_TRUE(takes(twice, {"a x", "b x", "a x", "a y"})) << "it is in the source twice, and so it is here";
  EXPECT_FALSE(wrong_with(twice, "a x\nb x\na y\n").empty()) << "it is in the source twice, and here once";
}

TEST_F(MergeOracle, ALineThatIsThereTwiceHasTwoPlaces) {
  const Sources twice{{"a", {"a x", "a x", "a y"}}, {"b", {"b x"}}};
  EXPECT_FALSE(wrong_with(twice, "a x\nb x\na y\na x\n").empty())
      << "the second \"a x\" stands before \"a y\" in the source, and behind it here";
  const Sources around{{"a", {"a x", "a y", "a x"}}};
  EXPECT_TRUE(takes(around, {"a x", "a y", "a x"})) << "as in the source, before \"a y\" and behind it";
  EXPECT_FALSE(wrong_with(around, "a x\na x\na y\n").empty())
      << "both stand before \"a y\", and in the source one stands behind it";
  EXPECT_FALSE(wrong_with(around, "a y\na x\na x\n").empty())
      << "both stand behind \"a y\", and in the source one stands before it";
}

TEST_F(MergeOracle, RefusesTheWrongOrder) {
  for (std::size_t i = 0; i != right.size(); ++i) {
    for (std::size_t k = i + 1; k != right.size(); ++k) {
      if (right[i].substr(0, 5) != right[k].substr(0, 5)) continue;
      Lines swapped = right;
      std::swap(swapped[i], swapped[k]);
      ASSERT_TRUE(refuses(text(swapped))) << "two lines of a source have changed places";
    }
  }
}

TEST_F(MergeOracle, RefusesALineThatIsMissing) {
  for (std::size_t i = 0; i != right.size(); ++i) {
    Lines missing = right;
    missing.erase(missing.begin() + static_cast<std::ptrdiff_t>(i));
    ASSERT_TRUE(refuses(text(missing))) << "there was one more: " << right[i];
  }
  EXPECT_TRUE(refuses("")) << "all are missing";
}

TEST_F(MergeOracle, RefusesALineTooMany) {
  for (std::size_t i = 0; i != right.size(); ++i) {
    Lines twice = right;
    twice.push_back(right[i]);
    ASSERT_TRUE(refuses(text(twice))) << "it is there twice: " << right[i];
  }
}

TEST_F(MergeOracle, RefusesALineOfNobody) {
  for (const char* line : {"file4 line 1", "", "line 1", "file", "file1line 1", "file1 line 5"}) {
    Lines more = right;
    more.insert(more.begin() + 3, line);
    EXPECT_TRUE(refuses(text(more))) << "nobody has written \"" << line << "\"";
  }
}

/// Two write at the same time: one comes in the midst of the other's line.
TEST_F(MergeOracle, RefusesATornLine) {
  for (std::size_t cut = 1; cut != right[0].size(); ++cut) {
    Lines torn = right;
    torn[0] = right[0].substr(0, cut) + right[1];
    torn[1] = right[0].substr(cut);
    ASSERT_TRUE(refuses(text(torn))) << "a line stands in the midst of another";
  }
}

TEST_F(MergeOracle, RefusesALastLineWithoutEnd) {
  std::string merged = text(right);
  merged.pop_back();
  EXPECT_TRUE(refuses(merged)) << "each line has a newline, the last one too";
}

TEST_F(MergeOracle, RefusesAnEmptyLineAtTheEnd) {
  EXPECT_TRUE(refuses(text(right) + "\n")) << "an empty line is a line, and nobody has written it";
  EXPECT_FALSE(wrong_with({}, "\n").empty()) << "a line of nobody";
}

}  // namespace
