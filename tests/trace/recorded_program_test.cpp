#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

namespace {

struct Ending {
  int status;
  std::string output;  // both streams
  std::string recording;
};

/// Runs the program that is linked with the recorder, as a shell would.
Ending run(const std::string& end, std::string file = {}) {
  const bool is_ours = file.empty();
  if (is_ours) file = testing::TempDir() + "unroll_recorded_" + std::to_string(::getpid()) + ".json";
  const std::string command =
      "UNROLL_TRACE_TITLE=test UNROLL_TRACE_FILE='" + file + "' '" RECORDED_PROGRAM "' " + end + " 2>&1";
  std::FILE* const pipe = popen(command.c_str(), "r");
  Ending result;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) result.output += static_cast<char>(c);
  const int status = pclose(pipe);
  result.status = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  if (!is_ours) return result;
  std::ifstream recording(file, std::ios::binary);
  result.recording.assign(std::istreambuf_iterator<char>(recording), std::istreambuf_iterator<char>());
  std::remove(file.c_str());
  return result;
}

std::string printed(const nlohmann::json& recording) {
  std::string text;
  for (const auto& event : recording["traceEvents"]) {
    if (event.contains("args") && event["args"].value("k", "") == "print")
      text += event["args"].value("text", "") + (event["args"].contains("value") ? "" : "\n");
  }
  return text;
}

TEST(RecordedProgram, PrintsWhatItPrintsAndRecordsItInOrder) {
  const Ending one = run("return");
  EXPECT_EQ(one.status, 0);
  EXPECT_EQ(one.output, "one\ntwo\n3\nfour\ntea\n");
  EXPECT_EQ(printed(nlohmann::json::parse(one.recording)), one.output);
  EXPECT_EQ(run("return").recording, one.recording) << "byte for byte, run after run";
}

TEST(RecordedProgram, LosesNoOutputWithoutSynchronizedStreams) {
  const Ending one = run("unsynchronized");
  EXPECT_EQ(one.output, "one\ntwo\n3\nfour\ntea\n");
  EXPECT_EQ(printed(nlohmann::json::parse(one.recording)), one.output);
}

TEST(RecordedProgram, CarriesTheSourcesThatRan) {
  const auto recording = nlohmann::json::parse(run("return").recording);
  const auto& sources = recording["unrollTrace"]["sources"];
  ASSERT_FALSE(sources.empty());
  EXPECT_EQ(sources[0]["file"], "tests/trace/recorded_program.cpp");
  EXPECT_NE(sources[0]["text"].get<std::string>().find("int main"), std::string::npos);
  EXPECT_EQ(recording["otherData"]["clock"], "virtual");
  for (const auto& source : sources)
    EXPECT_TRUE(source["file"].get<std::string>().front() != '/') << source["file"];
}

TEST(RecordedProgram, IsRecordedToItsEndWhenAnExceptionLeavesMain) {
  const Ending one = run("throw");
  EXPECT_NE(one.status, 0);
  EXPECT_NE(one.output.find("no milk"), std::string::npos);
  ASSERT_TRUE(nlohmann::json::accept(one.recording));
  EXPECT_NE(one.recording.find("an exception that nobody caught: no milk"), std::string::npos);
}

TEST(RecordedProgram, IsRecordedToItsEndWhenAJobLeavesTheProgram) {
  const Ending one = run("exit");
  EXPECT_EQ(one.status, 3);
  EXPECT_TRUE(nlohmann::json::accept(one.recording));
}

TEST(RecordedProgram, LosesNoStepInACrash) {
  const Ending one = run("abort");
  EXPECT_NE(one.status, 0);
  EXPECT_FALSE(nlohmann::json::accept(one.recording));
  ASSERT_TRUE(nlohmann::json::accept(one.recording + "]}"));
  EXPECT_EQ(printed(nlohmann::json::parse(one.recording + "]}")), "one\ntwo\n3\nfour\ntea\n");
}

/// Records the program until it aborts, and lets the view show what it left behind.
std::string view_of_a_crash(const std::string& form) {
  const std::string file = testing::TempDir() + "unroll_crash_" + std::to_string(::getpid()) + ".json";
  const std::string command = "exec 2>&1; UNROLL_TRACE_FILE='" + file +
                              "' '" RECORDED_PROGRAM "' abort >/dev/null; '" + UNROLL_TRACE_PROGRAM "' '" +
                              file + "' " + form + " && echo all is well";
  std::FILE* const pipe = popen(command.c_str(), "r");
  std::string output;
  for (int c = 0; (c = std::fgetc(pipe)) != EOF;) output += static_cast<char>(c);
  pclose(pipe);
  std::remove(file.c_str());
  return output;
}

TEST(RecordedProgram, CanBeSeenUpToItsLastStepWhenItCrashed) {
  const std::string text = view_of_a_crash("");
  EXPECT_NE(text.find("json: the recording is cut off after step "), std::string::npos) << text;
  EXPECT_NE(text.find("prints “tea”"), std::string::npos) << text;
  EXPECT_NE(text.find("'the last' runs; main() posted it"), std::string::npos) << text;
  EXPECT_NE(text.find("recorded_program.cpp:"), std::string::npos) << text;
  EXPECT_TRUE(text.ends_with("all is well\n")) << text;
  EXPECT_NE(view_of_a_crash("--dot causes").find("digraph"), std::string::npos);
}

TEST(RecordedProgram, SaysThatItsFileCannotBeWritten) {
  const Ending nowhere = run("return", "/nowhere/at/all.json");
  EXPECT_EQ(nowhere.status, 2);
  EXPECT_NE(nowhere.output.find("/nowhere/at/all.json: No such file"), std::string::npos) << nowhere.output;
  EXPECT_EQ(nowhere.output.find("four"), std::string::npos) << "it does not begin";
}

TEST(RecordedProgram, SaysThatTheDiskIsFull) {
  const Ending full = run("return", "/dev/full");
  EXPECT_EQ(full.status, 2);
  EXPECT_NE(full.output.find("can no longer be recorded: No space left"), std::string::npos) << full.output;
  EXPECT_NE(full.output.find("four\n"), std::string::npos) << "the program itself goes on";
}

}  // namespace
