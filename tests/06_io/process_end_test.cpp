#include <sys/wait.h>

#include <csignal>
#include <memory>

#include "06_io/io_test.hpp"
#include "06_io/process.hpp"

// How processes end that do not end by themselves: none is left behind, neither running nor dead.

namespace unroll {
namespace {

struct ProcessEnd : IoTest {
  /// No child of ours is left, not even a zombie.
  static bool is_alone() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }
};

/// Says "up", and goes on for ever, with a child of its own that holds the same output.
const Command family{{"sh", "-c", "sleep 1000 & echo up; wait"}};

TEST_F(ProcessEnd, DestroyedItIsKilledWithItsWholeGroupAndReaped) {
  const std::size_t before = open_descriptors();
  Stream output;
  {
    Process process(poller, family);
    EXPECT_EQ(wait(process.output.read_until("\n")), "up\n");
    output = std::move(process.output);
  }
  EXPECT_TRUE(is_alone());
  EXPECT_EQ(wait(output.read_all()), "") << "the end comes when the grandchild is dead too";
  output.close();
  EXPECT_EQ(open_descriptors(), before);
}

Task<> takes_too_long(Poller& poller, Steps& steps) {
  Future<Outcome> limited = with_timeout(poller.timers(), 100ms, run(poller, family));
  try {
    co_await std::move(limited);
  } catch (const TimedOut& error) {
    steps.push_back(error.what());
  }
}

TEST_F(ProcessEnd, ATimeLimitKillsTheGroupAndLeavesNothing) {
  const std::size_t before = open_descriptors();
  Steps steps;
  wait(takes_too_long(poller, steps));
  EXPECT_EQ(steps, Steps{"timed out"});
  EXPECT_TRUE(is_alone());
  EXPECT_EQ(open_descriptors(), before);
}

TEST_F(ProcessEnd, OneThatHasLeftItsGroupIsKilledToo) {
  {
    Process process(poller, Command{{TEST_LEAVER}});
    ASSERT_EQ(wait(process.output.read_until("\n")), "up\n");
  }  // else this waits for ever
  EXPECT_TRUE(is_alone());
}

/// As whoever has started us may have left it.
class ChildrenAreForgotten {
 public:
  explicit ChildrenAreForgotten(int flags, void (*handler)(int)) {
    struct sigaction forget{};
    forget.sa_handler = handler;
    forget.sa_flags = flags;
    ::sigaction(SIGCHLD, &forget, &before_);
  }
  ChildrenAreForgotten(const ChildrenAreForgotten&) = delete;
  ChildrenAreForgotten& operator=(const ChildrenAreForgotten&) = delete;
  ~ChildrenAreForgotten() { ::sigaction(SIGCHLD, &before_, nullptr); }

 private:
  struct sigaction before_{};
};

TEST_F(ProcessEnd, IsToldAlsoWhereTheSignalOfItWasIgnored) {
  const ChildrenAreForgotten ignored(0, SIG_IGN);
  EXPECT_EQ(wait(run(poller, Command{{"sh", "-c", "exit 3"}})).exit.status, 3);
}

TEST_F(ProcessEnd, AHandlerOfTheSignalStays) {
  static int heard;
  heard = 0;
  const ChildrenAreForgotten forgotten(SA_NOCLDWAIT, [](int) { ++heard; });
  EXPECT_EQ(wait(run(poller, Command{{"sh", "-c", "exit 3"}})).exit.status, 3);
  EXPECT_EQ(heard, 1);
}

TEST_F(ProcessEnd, ASignalReachesTheWholeGroup) {
  Process process(poller, family);
  EXPECT_EQ(wait(process.output.read_until("\n")), "up\n");
  process.signal_group(SIGTERM);
  EXPECT_EQ(wait(process.wait()).signal, SIGTERM);
  EXPECT_EQ(wait(process.output.read_all()), "");
  process.signal_group(SIGTERM);  // to nobody: no error
}

TEST_F(ProcessEnd, WhoWritesMoreThanIsAllowedIsKilled) {
  EXPECT_THROW((void)wait(run(poller, Command{{"yes"}}, "", 100'000)), std::length_error);
  EXPECT_TRUE(is_alone());
}

TEST_F(ProcessEnd, AWaitThatIsCalledOffLeavesTheProcess) {
  Process process(poller, Command{{"cat"}});
  Future<Exit> waiting = start(loop, process.wait());
  run_for(1ms);
  waiting = {};
  wait(process.input.write_all("still here\n"));
  EXPECT_EQ(wait(process.output.read_until("\n")), "still here\n");
  process.input.shutdown();
  EXPECT_TRUE(wait(process.wait()).ok());
}

TEST_F(ProcessEnd, OneThatCannotBeWatchedIsNotLeftRunning) {
  calls::fail_next(Call::syscall, EMFILE);  // pidfd_open
  EXPECT_EQ(code_of([&] { Process(poller, family); }), std::errc::too_many_files_open);
  EXPECT_TRUE(is_alone());
}

TEST_F(ProcessEnd, ChildrenOfOthersAreNotTouched) {
  const pid_t stranger = ::fork();
  if (stranger == 0) ::_exit(5);
  EXPECT_TRUE(wait(run(poller, Command{{"true"}})).exit.ok());
  int status = 0;
  EXPECT_EQ(::waitpid(stranger, &status, 0), stranger) << "somebody else has waited for it";
  EXPECT_EQ(WEXITSTATUS(status), 5);
}

TEST_F(ProcessEnd, DestroyedAtEveryStepNothingIsLeft) {
  const std::size_t before = open_descriptors();
  bool ended = false;
  for (int jobs = 0; jobs != 1000 && !ended; ++jobs) {
    Future<Outcome> running =
        start(loop, run(poller, Command{{"sh", "-c", "cat; echo done >&2"}}, std::string(100'000, 'x')));
    for (int job = 0; job != jobs && !running.ready(); ++job) loop.run_one();
    ended = running.ready();
    running = {};
    loop.run();
    ASSERT_TRUE(is_alone()) << "after " << jobs << " jobs";
    ASSERT_EQ(open_descriptors(), before) << "after " << jobs << " jobs";
  }
  EXPECT_TRUE(ended);
}

}  // namespace
}  // namespace unroll
