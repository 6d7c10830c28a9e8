#include "command.hpp"

#include <gtest/gtest.h>

#include <sstream>

#include "broken.hpp"
#include "reference.hpp"

namespace unroll::equivalence {
namespace {

struct Said {
  int status;
  std::string out;
  std::string err;
};

const std::vector<Stage> ladder{{"queue", 0, run_reference}, {"futures", 3, run_reference}};

Said say(const std::vector<std::string>& arguments, const std::string& input = "",
         const std::vector<Stage>& stages = ladder) {
  std::istringstream in(input);
  std::ostringstream out;
  std::ostringstream err;
  const int status = command(arguments, stages, {in, out, err});
  return {status, out.str(), err.str()};
}

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

TEST(Command, RunsAProgramALineOnAStage) {
  const Said said =
      say({"--stage", "futures", "-"}, "[\"emit\", \"x\"]\n\n[\"timeout\", 5, [\"sleep\", 7]]\n");
  EXPECT_EQ(said.status, 0) << said.err;
  EXPECT_EQ(said.out,
            "[{\"t\": 0, \"path\": \"\", \"emit\": \"x\"}, {\"t\": 0, \"end\": \"ok\"}]\n"
            "[{\"t\": 5, \"end\": \"timeout\"}]\n");
}

TEST(Command, GoesOnAfterAMalformedProgram) {
  const Said said =
      say({"--stage", "reference", "-"}, "[\"seq\"]\n[\"seq\", [\"foo\"]]\n[\"emit\"\n[\"seq\"]\n");
  EXPECT_EQ(said.status, 2);
  EXPECT_TRUE(contains(said.out, "{\"error\": \"line 2, at 0: there is no form \\\"foo\\\"")) << said.out;
  EXPECT_TRUE(contains(said.out, "{\"error\": \"line 3, column 8, at the root: not JSON")) << said.out;
  EXPECT_EQ(std::count(said.out.begin(), said.out.end(), '\n'), 4);
  EXPECT_TRUE(contains(said.out, "]\n"));
}

TEST(Command, SaysWhichStagesSpeakWhatOneDoesNot) {
  const Said said =
      say({"--stage", "queue", "-"}, "[\"seq\", [\"sleep\", 5]]\n[\"fail\", \"e\"]\n[\"sleep\", 0]\n");
  EXPECT_EQ(said.status, 2);
  EXPECT_EQ(
      said.out,
      "{\"error\": \"line 1, at 0: queue does not speak sleeps of more than 0; the program can be run by "
      "futures, reference, oracle\"}\n"
      "{\"error\": \"line 2, at the root: queue does not speak [\\\"fail\\\", \\\"error\\\"]; the program "
      "can be "
      "run by futures, reference, oracle\"}\n"
      "[{\"t\": 0, \"end\": \"ok\"}]\n");
}

TEST(Command, NamesTheRungsThatThereAre) {
  const Said said = say({"--stage", "09_nowhere", "-"});
  EXPECT_EQ(said.status, 2);
  EXPECT_TRUE(contains(said.err,
                       "there is no rung \"09_nowhere\" in this build; there are queue, futures, reference, "
                       "oracle"))
      << said.err;
  EXPECT_EQ(say({"--list"}).out, "queue\nfutures\nreference\noracle\n");
}

TEST(Command, SaysWhatIsWrongWithItsWords) {
  const std::vector<std::pair<std::vector<std::string>, std::string>> wrong{
      {{}, "say either --stage NAME FILE or --random N"},
      {{"--stage", "futures"}, "--stage takes a FILE"},
      {{"--stage"}, "--stage takes a value"},
      {{"--random", "x"}, "--random takes an integer"},
      {{"--random", "0"}, "--random takes an integer"},
      {{"--random", "-5"}, "--random takes an integer"},
      {{"--random", "5", "--seed", "1.5"}, "--seed takes an integer"},
      {{"--random", "5", "--level", "4"}, "--level takes an integer from 0 to 3"},
      {{"--random", "5", "--pair", "queue"}, "--pair takes two rungs"},
      {{"--random", "5", "--pair", "queue,foo"}, "there is no rung \"foo\""},
      {{"--random", "5", "--stage", "futures", "-"}, "say either"},
      {{"--frobnicate"}, "there is no option --frobnicate"},
      {{"--stage", "futures", "a", "b"}, "one FILE at a time"},
      {{"programs.jsonl"}, "say either"},
      {{"--stage", "futures", "/nowhere/programs"},
       "cannot read /nowhere/programs: No such file or directory"},
      {{"--stage", "futures", "/"}, "cannot read /: Is a directory"}};
  for (const auto& [words, why] : wrong) {
    const Said said = say(words);
    EXPECT_EQ(said.status, 2) << why;
    EXPECT_TRUE(contains(said.err, why)) << said.err << " instead of " << why;
  }
}

TEST(Command, TellsHowManyProgramsWereCompared) {
  const Said said = say({"--random", "50", "--seed", "3"});
  EXPECT_EQ(said.status, 0);
  EXPECT_TRUE(contains(said.out, "seed 3\nqueue and futures: 50 programs equal to the reference,\n"))
      << said.out;
  EXPECT_EQ(say({"--random", "50", "--seed", "3"}).out, said.out);
  EXPECT_TRUE(contains(say({"--random", "1"}).out, "seed "));
}

TEST(Command, ExplainsTheWordsOfItsCounts) {
  const std::string out = say({"--random", "5"}).out;
  for (const char* word : {"\nThe reference evaluates", "\"In order as written\":", "A tie: "})
    EXPECT_TRUE(contains(out, word)) << out;
}

TEST(Command, ComparesAsManyAsItWasAskedForBesideThoseThatATieDecides) {
  const std::vector<Stage> both{Stage{"lower", 3, run_reference}, Stage{"upper", 3, run_reference}};
  const Said said = say({"--random", "500", "--seed", "3"}, "", both);
  EXPECT_TRUE(contains(said.out, "lower and upper: 500 programs equal to the reference,\n")) << said.out;
  EXPECT_TRUE(contains(said.out, " not compared, a tie decides them")) << said.out;
}

TEST(Command, ShowsADifferenceAndHowToRepeatIt) {
  const Stage broken = broken_stages().front();
  const std::vector<Stage> stages{ladder[1], broken};
  const Said said = say({"--random", "300", "--seed", "1"}, "", stages);
  EXPECT_EQ(said.status, 1);
  for (const char* part :
       {"differs from the reference", "\nreference:\n  [{", "\nforgets_clean_ups:\n  [{",
        "--pair futures,forgets_clean_ups", " | ./unroll equivalence --stage forgets_clean_ups -"})
    EXPECT_TRUE(contains(said.out, part)) << said.out;
  const auto from = said.out.find("--seed ") + 7;
  const std::string seed = said.out.substr(from, said.out.find(' ', from) - from);
  EXPECT_EQ(say({"--random", "1", "--seed", seed, "--pair", "futures,forgets_clean_ups"}, "", stages).status,
            1);
}

TEST(Command, DrawsProgramsToLookAt) {
  const Said said = say({"--draw", "20", "--seed", "3", "--level", "2"});
  EXPECT_EQ(said.status, 0);
  EXPECT_EQ(say({"--stage", "reference", "-"}, said.out).status, 0);
}

}  // namespace
}  // namespace unroll::equivalence
