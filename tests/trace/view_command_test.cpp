#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <sstream>
#include <string>

#include "00_trace/view/words.hpp"

namespace {

struct Outcome {
  int status;
  std::string output;
};

Outcome run(const std::string& arguments, const std::string& before = {}) {
  const std::string command = "exec 2>&1; " + before + " '" UNROLL_TRACE_PROGRAM "' " + arguments;
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  std::string output;
  std::array<char, 4096> part;
  while (const std::size_t size = std::fread(part.data(), 1, part.size(), pipe))
    output.append(part.data(), size);
  const int status = ::pclose(pipe);
  return {WIFEXITED(status) ? WEXITSTATUS(status) : -1, output};
}

/// This test's own, also if another copy of it runs at the same time; with a slash behind it.
std::string folder() {
  static const struct Folder {
    Folder() { std::filesystem::create_directory(path); }
    ~Folder() { std::filesystem::remove_all(path); }
    const std::string path = testing::TempDir() + "unroll_view_" + std::to_string(::getpid());
  } made;
  return made.path + "/";
}

const std::string breakfast = "'" VIEWS "breakfast.json'";

void refuses(const std::string& arguments, const std::string& because, const std::string& before = {}) {
  const Outcome outcome = run(arguments, before);
  EXPECT_EQ(outcome.status, 2) << arguments << "\n" << outcome.output;
  EXPECT_NE(outcome.output.find(because), std::string::npos) << arguments << "\n" << outcome.output;
}

TEST(TraceCommand, ShowsARunInWordsAsDotAndAsSvg) {
  EXPECT_NE(run(breakfast).output.find("prints “kettle on”"), std::string::npos);
  EXPECT_EQ(run("--dot awaits " + breakfast).output.find("digraph"), 0U);
  EXPECT_NE(run(breakfast + " --svg").output.find("Who posted whom"), std::string::npos);
  EXPECT_EQ(run(breakfast).status, 0);
}

TEST(TraceCommand, FitsInto80ColumnsWhenItIsPiped) {
  for (const std::string name : {"breakfast", "hello", "letter", "two_threads", "workers"}) {
    std::istringstream lines(run("'" VIEWS + name + ".json'", "unset COLUMNS;").output);
    for (std::string line; std::getline(lines, line);)
      EXPECT_LE(unroll::view::width(line), 80U) << name << ": " << line;
  }
  EXPECT_NE(run(breakfast, "export COLUMNS=40;").output, run(breakfast, "unset COLUMNS;").output);
}

TEST(TraceCommand, WritesAPageIntoAFileAndSaysWhere) {
  const std::string path = folder() + "page.html";
  const Outcome written = run(breakfast + " --html '" + path + "'");
  EXPECT_EQ(written.status, 0) << written.output;
  EXPECT_NE(written.output.find("open " + path + " in a browser"), std::string::npos) << written.output;
  std::ifstream file(path);
  const std::string page{std::istreambuf_iterator<char>(file), {}};
  EXPECT_NE(page.find("</unroll-player>"), std::string::npos);
  EXPECT_NE(page.find("causes_step_13"), std::string::npos);
  std::remove(path.c_str());
}

TEST(TraceCommand, NamesAPageAfterItsRecording) {
  const Outcome written = run("--html " + breakfast, "cd '" + folder() + "';");
  EXPECT_NE(written.output.find("open breakfast.html in a browser"), std::string::npos) << written.output;
  EXPECT_EQ(std::remove((folder() + "breakfast.html").c_str()), 0);
}

TEST(TraceCommand, RefusesAPageThatNoBrowserOpens) {
  const std::string path = folder() + "long.json";
  std::ofstream file(path);
  file << R"({"traceEvents":[)";
  for (int i = 0; i != 200'001; ++i) file << (i == 0 ? "" : ",") << R"({"ph":"i","args":{"k":"sleep"}})";
  file << R"(],"unrollTrace":{"version":1,"sources":[]}})";
  file.close();
  refuses("'" + path + "' --html", "the run has 200001 steps, and a page shows 200000 at most; record fewer");
  std::remove(path.c_str());
}

TEST(TraceCommand, MakesThePageAlsoWithoutGraphviz) {
  const Outcome written = run(breakfast + " --html /dev/null", "PATH=/nowhere");
  EXPECT_EQ(written.status, 2) << written.output << ": /dev/null is taken for another recording";
  const std::string path = folder() + "bare.html";
  const Outcome bare = run(breakfast + " --html '" + path + "'", "PATH=/nowhere");
  EXPECT_EQ(bare.status, 0) << bare.output;
  EXPECT_NE(bare.output.find("no picture beside the player"), std::string::npos) << bare.output;
  std::remove(path.c_str());
}

TEST(TraceCommand, HelpsWhoAsks) {
  EXPECT_EQ(run("--help").status, 0);
  EXPECT_NE(run("--help").output.find("--svg GRAPH"), std::string::npos);
}

TEST(TraceCommand, RefusesWhatItDoesNotKnowAndSaysWhy) {
  refuses("", "which file? --help tells more");
  refuses("--colour " + breakfast, "there is no option --colour");
  refuses("--dot " + breakfast, "--dot takes causes, futures or awaits");
  refuses("--svg circles " + breakfast, "there is no graph \"circles\"; there are causes, futures, awaits");
  refuses(breakfast + " --dot circles", "there is no graph \"circles\"");
  refuses(breakfast + " another.json", "one file at a time");
  refuses(breakfast + " --svg awaits --at soon", "this is none: soon");
  refuses(breakfast + " --svg awaits --at 99999", "the run ends with step");
  refuses(breakfast + " --at", "--at takes the number of a step");
}

TEST(TraceCommand, RefusesFilesThatAreNoRecordedRuns) {
  refuses("'" VIEWS "nowhere.json'", "nowhere.json: No such file");
  refuses("'" VIEWS "'", "it is a folder");
  refuses("/dev/null", "it is empty");
  refuses("'" VIEWS "breakfast.cpp'", "not JSON at all");
}

/// What is left of the breakfast after so many bytes.
std::string cut_off(std::size_t size) {
  const std::string file = folder() + "cut_off.json";
  std::ifstream in(VIEWS "breakfast.json", std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(in), {}};
  std::ofstream(file, std::ios::binary) << text.substr(0, size);
  return file;
}

TEST(TraceCommand, ShowsACutOffRecordingInEveryFormAndSaysSoFirst) {
  const std::string file = cut_off(6000);
  const std::string notice = "unroll trace: " + file + ": the recording is cut off after step ";
  for (const char* form : {"", "--dot causes ", "--dot futures ", "--dot awaits ", "--svg "}) {
    const Outcome both = run(form + file);
    EXPECT_EQ(both.status, 0) << form;
    EXPECT_EQ(both.output.find(notice), 0U) << form << both.output.substr(0, 200);
    EXPECT_EQ(run(form + file, "exec 2>/dev/null;").output.find("cut off after"), std::string::npos);
    EXPECT_GT(both.output.size(), notice.size() + 400) << form;
  }
  std::remove(file.c_str());
}

TEST(TraceCommand, RefusesWhatIsCutOffBeforeItsFirstStep) {
  const std::string file = cut_off(200);
  refuses(file, "it is cut off before its first step");
  std::remove(file.c_str());
}

TEST(TraceCommand, SaysThatItCannotWriteOrDraw) {
  refuses(breakfast + " -o '" VIEWS "nowhere/out.txt'", "cannot be written: No such file");
  refuses(breakfast + " > /dev/full", "", "exec 2>&1;");
  refuses(breakfast + " --svg", "install it (Debian, Ubuntu: apt install graphviz)", "PATH=/nowhere");
}

}  // namespace
