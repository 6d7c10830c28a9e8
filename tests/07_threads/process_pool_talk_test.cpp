#include <unistd.h>

#include <csignal>
#include <filesystem>

#include "07_threads/process_pool.hpp"
#include "processes.hpp"
#include "sooner_or_later.hpp"

// What is said between a pool and its workers, and who does not keep to it.

namespace unroll {
namespace {

using ProcessPoolTalk = ProcessPoolTest;

/// Reads the header of a job: `$n` is its number.
const std::string read_header = "read -r mark _ && n=${mark#?}";

/// Whatever it is asked, it answers with "a"; and says more in the same breath.
Command says_more(const std::string& more) {
  return {{"sh", "-c",
           "while " + read_header + "; do head -c 3 >/dev/null; printf \"=$n 1\\na" + more + "\"; done"}};
}

TEST_F(ProcessPoolTalk, NobodyGetsTheAnswerOfAnother) {
  ProcessPool one(poller, says_more("=$n 1\\nb"), 1);
  for (int i = 0; i != 3; ++i) EXPECT_EQ(run(one.run("job")), "a");
}

/// It says more of the first job when it has read the second.
TEST_F(ProcessPoolTalk, NobodyGetsALateAnswerOfAnother) {
  const std::string answer = read_header + " && head -c 3 >/dev/null && printf \"=$n 1\\na\"; ";
  const std::string late = "read -r mark _; head -c 3 >/dev/null; printf '=1 1\\nb'; ";
  ProcessPool one(poller, Command{{"sh", "-c", answer + late + "cat >/dev/null"}}, 1);
  EXPECT_EQ(run(one.run("job")), "a");
  try {
    ADD_FAILURE() << "it was given " << run(one.run("job"));
  } catch (const WorkerDied& error) {
    EXPECT_NE(std::string(error.what()).find("answered another job"), std::string::npos) << error.what();
  }
  EXPECT_EQ(one.idle(), 0U);
}

TEST_F(ProcessPoolTalk, OneThatSpeaksWhileItIsIdleIsGivenNoMoreJobs) {
  const std::string spoken = testing::TempDir() + "unroll_spoken_" + std::to_string(::getpid());
  const std::string speaks_at_a_signal = "trap \"printf '=2 1\\nb'; : > " + spoken + "\" USR1; ";
  const std::string answers_with_its_number =
      "while :; do " + read_header +
      " || continue; head -c 3 >/dev/null; printf '=%d %d\\n%s' $n ${#p} $p; done";
  ProcessPool one(poller, Command{{"sh", "-c", speaks_at_a_signal + "p=$$; " + answers_with_its_number}}, 1);
  const std::string pid = run(one.run("job"));
  const auto speaks = [&] {  // asked again, for a shell that is about to read only notes the signal
    return ::kill(std::stoi(pid), SIGUSR1) != 0 || std::filesystem::remove(spoken);
  };
  EXPECT_TRUE(sooner_or_later(speaks));
  const std::string next = run(one.run("job"));
  EXPECT_NE(next, "b") << "that was said before anybody had asked";
  EXPECT_NE(next, pid);
}

TEST_F(ProcessPoolTalk, WhoDoesNotSpeakAsAWorkerIsTold) {
  EXPECT_NE(error_of("echo hello; cat").find("does not answer as one should: hello"), std::string::npos);
  EXPECT_NE(error_of("cat").find("does not answer as one should: ?1 3"), std::string::npos);
  EXPECT_NE(error_of("printf 'x1 2\\nab'; cat >/dev/null").find("does not answer as one should: x1 2"),
            std::string::npos);
  for (const std::string header :
       {"=1 2x", "=", "=1", "=1 ", "=1 -1", "=x 2", "=1 99999999999999999999999"}) {
    EXPECT_NE(error_of("printf '" + header + "\\nab'; cat >/dev/null").find("one should: " + header),
              std::string::npos)
        << header;
  }
  EXPECT_NE(error_of("printf '%050d' 0; cat >/dev/null").find("does not answer as one should: 0000"),
            std::string::npos)
      << "no header is so long";
  EXPECT_NE(error_of("printf '=1 1\\na'; sleep 1000", std::string(std::size_t{1} << 20, 'x'))
                .find("before it had read its job"),
            std::string::npos);
  EXPECT_NE(error_of("head -c 8 >/dev/null; printf '=1 100\\nshort'").find("exit status 0"),
            std::string::npos);
  EXPECT_NE(error_of("exit 4").find("exit status 4"), std::string::npos) << "it never read its job";
}

TEST_F(ProcessPoolTalk, WhoAnswersBeforeHeHasReadAllIsHeard) {
  EXPECT_NE(
      error_of("cat", std::string(std::size_t{1} << 20, 'x')).find("does not answer as one should: ?1 1"),
      std::string::npos)
      << "he writes what he reads, and waits until somebody takes it";
}

TEST_F(ProcessPoolTalk, AWorkerThatDiesBeforeItHasReadItsJobIsToldLikeAnyOther) {
  const std::string more_than_a_pipe_holds(std::size_t{1} << 20, 'x');
  EXPECT_NE(error_of("head -c 100 >/dev/null; exit 5", more_than_a_pipe_holds).find("exit status 5"),
            std::string::npos);
}

Task<Outcome> answers_to(Poller& poller, Command worker, std::string input) {
  Process process(poller, worker);
  co_await process.input.write_all(std::move(input));
  process.input.shutdown();
  Outcome outcome;
  outcome.output = co_await process.output.read_all();
  outcome.exit = co_await process.wait();
  co_return outcome;
}

TEST_F(ProcessPoolTalk, AWorkerAnswersWholeJobsOnly) {
  const Outcome cut_off = run(answers_to(poller, worker, "?7 4\nthis?8 4\ntha"));
  EXPECT_EQ(cut_off.output, "=7 10\ndone: this");
  EXPECT_TRUE(cut_off.exit.ok()) << cut_off.exit.text();
  const Outcome nonsense = run(answers_to(poller, worker, "hello\n"));
  EXPECT_EQ(nonsense.output, "");
  EXPECT_FALSE(nonsense.exit.ok());
}

TEST_F(ProcessPoolTalk, AnAnswerThatIsTooLongIsAnError) {
  ProcessPool terse(poller, says_more(""), 1);
  EXPECT_EQ(run(terse.run("job", 1)), "a") << "so much is allowed: its header does not count";
  EXPECT_THROW(run(pool.run("12345678", 10)), std::length_error);
  EXPECT_EQ(pool.idle(), 0U) << "there is no way back to the beginning of an answer";
}

}  // namespace
}  // namespace unroll
