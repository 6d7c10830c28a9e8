#include "07_threads/process_pool.hpp"

#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <set>

#include "05_scopes/scope.hpp"
#include "home.hpp"

namespace unroll {
namespace {

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

/// No child of ours is left, not even a zombie.
bool is_alone() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

struct ProcessPoolTest : Home {
  const Command worker{{TEST_WORKER}};
  ProcessPool pool{poller, worker, 2};

  /// Pools of other workers than ours.
  std::string error_of(const std::string& script, std::string job = "job") {
    ProcessPool other(poller, Command{{"sh", "-c", script}}, 1);
    try {
      return "no error: " + run(other.run(std::move(job)));
    } catch (const WorkerDied& error) {
      return error.what();
    }
  }
};

TEST_F(ProcessPoolTest, BringsWhatAWorkerAnswers) { EXPECT_EQ(run(pool.run("this")), "done: this"); }

TEST_F(ProcessPoolTest, BytesArriveAsTheyAreHoweverMany) {
  std::string bytes("\0\n=?!", 5);
  for (int i = 0; i != 17; ++i) bytes += bytes;
  EXPECT_TRUE(run(pool.run(bytes)) == "done: " + bytes);
  EXPECT_EQ(run(pool.run("")), "done: ");
}

TEST_F(ProcessPoolTest, StartsNoneBeforeThereIsAJobAndKeepsItForTheNext) {
  EXPECT_TRUE(is_alone());
  const std::string first = run(pool.run("pid"));
  EXPECT_EQ(run(pool.run("pid")), first);
  EXPECT_EQ(pool.idle(), 1U);
}

Task<> note_pid(ProcessPool& pool, std::multiset<std::string>& seen) {
  seen.insert(co_await pool.run("pid"));
}

TEST_F(ProcessPoolTest, NeverHasMoreProcessesThanItMay) {
  std::multiset<std::string> seen;
  Scope scope(loop);
  for (int i = 0; i != 20; ++i) scope.spawn(note_pid(pool, seen));
  const auto join = [](Scope& all) -> Task<> { co_await all.join(); };
  run(join(scope));
  EXPECT_EQ(seen.size(), 20U);
  EXPECT_EQ(std::set<std::string>(seen.begin(), seen.end()).size(), 2U);
}

TEST_F(ProcessPoolTest, WhatAJobThrowsComesHomeAndItsWorkerLives) {
  const std::string pid = run(pool.run("pid"));
  try {
    run(pool.run("fail"));
    ADD_FAILURE() << "no error";
  } catch (const JobFailed& error) {
    EXPECT_STREQ(error.what(), "as told");
  }
  EXPECT_EQ(run(pool.run("pid")), pid);
}

TEST_F(ProcessPoolTest, AWorkerThatCrashesFailsItsJobAndIsReplaced) {
  const std::string before = run(pool.run("pid"));
  try {
    run(pool.run("crash"));
    ADD_FAILURE() << "no error";
  } catch (const WorkerDied& error) {
    EXPECT_NE(std::string(error.what()).find("killed by signal 9"), std::string::npos) << error.what();
  }
  EXPECT_TRUE(is_alone());
  EXPECT_NE(run(pool.run("pid")), before);
}

TEST_F(ProcessPoolTest, AWorkerThatLeavesFailsItsJobToo) {
  try {
    run(pool.run("leave"));
    ADD_FAILURE() << "no error";
  } catch (const WorkerDied& error) {
    EXPECT_NE(std::string(error.what()).find("exit status 3"), std::string::npos) << error.what();
  }
}

Task<> within_ten_seconds(Poller& poller, Task<std::string> task) {
  co_await with_timeout(poller.timers(), 10s, std::move(task));
}

TEST_F(ProcessPoolTest, AWorkerThatLeavesAChildBehindIsMissedAllTheSame) {
  EXPECT_THROW(run(within_ten_seconds(poller, pool.run("leave a child"))), WorkerDied);
}

TEST_F(ProcessPoolTest, ACrashHarmsNoOtherJob) {
  Future<std::string> crashes = start(loop, pool.run("crash"));
  Future<std::string> works = start(loop, pool.run("work"));
  loop.run();
  EXPECT_THROW(crashes.get(), WorkerDied);
  EXPECT_EQ(works.get(), "done: work");
}

TEST_F(ProcessPoolTest, OneThatDiedWhileItWasIdleFailsNobody) {
  const std::string before = run(pool.run("pid"));
  ASSERT_EQ(::kill(std::stoi(before), SIGKILL), 0);
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(std::stoi(before)), &info, WEXITED | WNOWAIT), 0);
  EXPECT_NE(run(pool.run("pid")), before);
}

Task<> takes_too_long(Poller& poller, ProcessPool& pool) {
  Future<std::string> limited = with_timeout(poller.timers(), 100ms, pool.run("hang"));
  co_await std::move(limited);
}

TEST_F(ProcessPoolTest, ATimeLimitKillsAWorkerThatHangs) {
  ProcessPool one(poller, worker, 1);
  EXPECT_THROW(run(takes_too_long(poller, one)), TimedOut);
  EXPECT_TRUE(is_alone());
  EXPECT_EQ(one.idle(), 0U);
  EXPECT_NO_THROW(run(within_ten_seconds(poller, one.run("next")))) << "its permit has come back";
}

TEST_F(ProcessPoolTest, WhatAJobPrintsIsNoAnswer) { EXPECT_EQ(run(pool.run("print")), "done: print"); }

/// Our standard error goes nowhere.
class Hush {
 public:
  Hush() : kept_(::fcntl(STDERR_FILENO, F_DUPFD_CLOEXEC, 3)) {
    const Fd nowhere(::open("/dev/null", O_WRONLY | O_CLOEXEC));
    ::dup2(nowhere.get(), STDERR_FILENO);
  }
  Hush(const Hush&) = delete;
  Hush& operator=(const Hush&) = delete;
  ~Hush() { ::dup2(kept_.get(), STDERR_FILENO); }

 private:
  Fd kept_;
};

TEST_F(ProcessPoolTest, AWorkerMaySayOnStandardErrorAsMuchAsItLikes) {
  const Hush hush;
  EXPECT_NO_THROW(run(within_ten_seconds(poller, pool.run("print much")))) << "more than a pipe holds";
}

/// It waits for a line that never comes. (`cat` would end by itself: it looks at its output first.)
const Command closes_its_output{{"sh", "-c", "exec >&-; while read line; do :; done"}};

TEST(ProcessPoolInVirtualTime, AWorkerThatClosesItsOutputAndRunsOnIsKilled) {
  Loop loop;
  FakeClock time;
  Poller poller(loop, time);
  ProcessPool pool(poller, closes_its_output, 1);
  try {
    sync_wait(loop, pool.run("job"));
    ADD_FAILURE() << "no error";
  } catch (const WorkerDied& error) {
    EXPECT_NE(std::string(error.what()).find("closed its output"), std::string::npos) << error.what();
  }
  EXPECT_TRUE(is_alone());
}

TEST_F(ProcessPoolTest, WhoDoesNotSpeakAsAWorkerIsTold) {
  EXPECT_NE(error_of("echo hello; cat").find("does not answer as one should: hello"), std::string::npos);
  EXPECT_NE(error_of("cat").find("does not answer as one should: ?3"), std::string::npos);
  EXPECT_NE(error_of("printf 'x2\\nab'; cat >/dev/null").find("does not answer as one should: x2"),
            std::string::npos);
  for (const std::string header : {"=2x", "=", "=-1", "=99999999999999999999999"}) {
    EXPECT_NE(error_of("printf '" + header + "\\nab'; cat >/dev/null").find("one should: " + header),
              std::string::npos)
        << header;
  }
  EXPECT_NE(error_of("head -c 6 >/dev/null; printf '=100\\nshort'").find("exit status 0"), std::string::npos);
  EXPECT_NE(error_of("exit 4").find("exit status 4"), std::string::npos) << "it never read its job";
}

TEST_F(ProcessPoolTest, AWorkerThatDiesBeforeItHasReadItsJobIsToldLikeAnyOther) {
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

TEST_F(ProcessPoolTest, AWorkerAnswersWholeJobsOnly) {
  const Outcome cut_off = run(answers_to(poller, worker, "?4\nthis?4\ntha"));
  EXPECT_EQ(cut_off.output, "=10\ndone: this");
  EXPECT_TRUE(cut_off.exit.ok()) << cut_off.exit.text();
  const Outcome nonsense = run(answers_to(poller, worker, "hello\n"));
  EXPECT_EQ(nonsense.output, "");
  EXPECT_FALSE(nonsense.exit.ok());
}

TEST_F(ProcessPoolTest, AnAnswerThatIsTooLongIsAnError) {
  EXPECT_THROW(run(pool.run("12345678", 10)), std::length_error);
  EXPECT_EQ(pool.idle(), 0U) << "there is no way back to the beginning of an answer";
}

TEST_F(ProcessPoolTest, AProgramThatIsNotThereIsSaidAtOnce) {
  ProcessPool none(poller, Command{{"/no/such/program"}}, 1);
  EXPECT_THROW(run(none.run("job")), std::system_error);
  EXPECT_THROW(ProcessPool(poller, worker, 0), std::invalid_argument);
}

TEST_F(ProcessPoolTest, DestroyedNothingIsLeftBehind) {
  const std::size_t before = open_descriptors();
  {
    ProcessPool four(poller, worker, 4);
    Scope scope(loop);
    const auto hang = [](ProcessPool& hangs) -> Task<> { co_await hangs.run("hang"); };
    for (int i = 0; i != 3; ++i) scope.spawn(hang(four));
    EXPECT_EQ(run(four.run("last")), "done: last");
  }
  EXPECT_TRUE(is_alone());
  EXPECT_EQ(open_descriptors(), before);
}

}  // namespace
}  // namespace unroll
