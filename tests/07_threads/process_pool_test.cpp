#include "07_threads/process_pool.hpp"

#include <fcntl.h>
#include <sys/wait.h>

#include <csignal>
#include <filesystem>
#include <fstream>
#include <set>

#include "05_scopes/scope.hpp"
#include "processes.hpp"
#include "sooner_or_later.hpp"

namespace unroll {
namespace {

std::size_t open_descriptors() {
  return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator("/proc/self/fd"), {}));
}

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
  EXPECT_THROW(run(pool.run("throw a number")), JobFailed);
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

TEST_F(ProcessPoolTest, AWorkerThatLeavesAChildBehindIsMissedAllTheSame) {
  EXPECT_THROW(run(within_ten_seconds(poller, pool.run("leave a child"))), WorkerDied);
}

TEST_F(ProcessPoolTest, AWorkerThatLeavesAChildWithAllThatItHeldIsMissedAllTheSame) {
  EXPECT_THROW(run(within_ten_seconds(poller, pool.run("leave a fork"))), WorkerDied);
}

TEST_F(ProcessPoolTest, AWorkerThatLeavesADaemonWithAllThatItHeldIsMissedAllTheSame) {
  EXPECT_THROW(run(within_ten_seconds(poller, pool.run("leave a daemon"))), WorkerDied);
}

TEST_F(ProcessPoolTest, AWorkerThatLeavesADaemonBeforeItHasReadItsJobIsMissedToo) {
  ProcessPool one(poller, Command{{TEST_WORKER, "at once"}}, 1);
  const std::string more_than_a_pipe_holds(std::size_t{1} << 20, 'x');
  EXPECT_THROW(run(within_ten_seconds(poller, one.run(more_than_a_pipe_holds))), WorkerDied);
}

TEST_F(ProcessPoolTest, WhatAJobReadsIsNoJob) {
  EXPECT_EQ(run(pool.run("read")), "nothing");
  EXPECT_EQ(run(pool.run("next")), "done: next");
}

TEST_F(ProcessPoolTest, ACrashHarmsNoOtherJob) {
  Future<std::string> crashes = start(loop, pool.run("crash"));
  Future<std::string> works = start(loop, pool.run("work"));
  loop.run();
  EXPECT_THROW(crashes.get(), WorkerDied);
  EXPECT_EQ(works.get(), "done: work");
}

void kill_and_await(const std::string& pid) {
  ASSERT_EQ(::kill(std::stoi(pid), SIGKILL), 0);
  siginfo_t info{};
  ASSERT_EQ(::waitid(P_PID, static_cast<id_t>(std::stoi(pid)), &info, WEXITED | WNOWAIT), 0);
}

TEST_F(ProcessPoolTest, OneThatDiedWhileItWasIdleFailsNobody) {
  const std::string before = run(pool.run("pid"));
  kill_and_await(before);
  EXPECT_NE(run(pool.run("pid")), before);
}

TEST_F(ProcessPoolTest, OneThatDiedWhileItWasIdleAndLeftAChildFailsNobodyEither) {
  const std::string before = run(pool.run("pid"));
  EXPECT_EQ(run(pool.run("fork")), "done: fork");
  kill_and_await(before);
  EXPECT_NE(run(pool.run("pid")), before);
}

/// As the kernel says it; a name with a space in it would need more.
char state_of(const std::string& pid) {
  std::ifstream stat("/proc/" + pid + "/stat");
  std::string number;
  std::string name;
  char state = 0;
  stat >> number >> name >> state;
  return state;
}

TEST_F(ProcessPoolTest, ASignalIsNoEndOfTheJobs) {
  const std::string pid = run(pool.run("pid"));
  run(pool.run("hear a signal"));
  for (int i = 0; i != 20; ++i) {
    ASSERT_TRUE(sooner_or_later([&] { return state_of(pid) == 'S'; })) << "it waits for a job";
    ASSERT_EQ(::kill(std::stoi(pid), SIGUSR1), 0);
    ASSERT_EQ(run(pool.run("pid")), pid) << "after " << i << " signals";
  }
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

TEST_F(ProcessPoolTest, DroppedAtEveryStepNothingIsLeftBehind) {
  loop.on_report([](const std::string&) {});  // of errors that nobody took
  const std::size_t before = open_descriptors();
  for (const char* const job : {"job", "fail", "leave", "leave a fork"}) {
    bool ended = false;
    for (int steps = 0; !ended && steps != 1000; ++steps) {
      {
        ProcessPool one(poller, worker, 1);
        const Future<std::string> running = start(loop, one.run(job));
        for (int step = 0; step != steps && !running.ready(); ++step) loop.run_one();
        ended = running.ready();
      }
      loop.run();
      ASSERT_TRUE(is_alone()) << job << ", after " << steps << " steps";
      ASSERT_EQ(open_descriptors(), before) << job << ", after " << steps << " steps";
    }
    EXPECT_TRUE(ended);
  }
}

}  // namespace
}  // namespace unroll
