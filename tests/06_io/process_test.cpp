#include "06_io/process.hpp"

#include <fcntl.h>

#include <csignal>

#include "06_io/io_test.hpp"

namespace unroll {
namespace {

/// Descriptors that whoever started this program has left open for all that come after it.
std::size_t left_open_for_us() {
  std::size_t count = 0;
  for (int fd = 3; fd != 1000; ++fd) {
    const int flags = ::fcntl(fd, F_GETFD);
    if (flags >= 0 && (flags & FD_CLOEXEC) == 0) ++count;
  }
  return count;
}
const std::size_t left_open = left_open_for_us();  // before any test has opened one

struct ProcessTest : IoTest {
  Outcome shell(const std::string& script, std::string input = {}) {
    return wait(run(poller, Command{{"sh", "-c", script}}, std::move(input)));
  }
};

TEST_F(ProcessTest, WhatItWritesComesBackInTwoStreams) {
  const Outcome outcome = shell("echo out; echo err >&2");
  EXPECT_EQ(outcome.output, "out\n");
  EXPECT_EQ(outcome.errors, "err\n");
  EXPECT_TRUE(outcome.exit.ok());
  EXPECT_EQ(outcome.exit.text(), "exit status 0");
}

TEST_F(ProcessTest, ItMayShareOurStandardError) {
  testing::internal::CaptureStderr();
  const Outcome outcome = wait(run(poller, Command{{"sh", "-c", "echo out; echo err >&2"}, {}, {}, true}));
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "err\n");
  EXPECT_EQ(outcome.output, "out\n");
  EXPECT_EQ(outcome.errors, "");
}

TEST_F(ProcessTest, TheWordsArriveAsTheyAre) {
  EXPECT_EQ(wait(run(poller, Command{{"printf", "%s|", "a b", "", "$HOME", "'"}})).output, "a b||$HOME|'|");
}

TEST_F(ProcessTest, TheInputIsReadToItsEnd) {
  const Outcome outcome = shell("read line; echo \"got $line\"; cat", "first\nrest\n");
  EXPECT_EQ(outcome.output, "got first\nrest\n");
}

TEST_F(ProcessTest, InputThatNobodyReadsIsNoError) {
  const Outcome outcome = shell("exec 0<&-; echo done", std::string(std::size_t{1} << 20, 'x'));
  EXPECT_EQ(outcome.output, "done\n");
  EXPECT_TRUE(outcome.exit.ok());
}

TEST_F(ProcessTest, MoreThanAPipeHoldsGoesThroughBothWays) {
  const std::string much(std::size_t{900} * 1024, 'x');
  const Outcome outcome = shell("tee /dev/stderr", much);
  EXPECT_TRUE(outcome.output == much) << outcome.output.size();
  EXPECT_TRUE(outcome.errors == much) << outcome.errors.size();
}

TEST_F(ProcessTest, TheStatusIsTold) {
  const Outcome outcome = shell("exit 3");
  EXPECT_EQ(outcome.exit.status, 3);
  EXPECT_FALSE(outcome.exit.ok());
  EXPECT_EQ(outcome.exit.text(), "exit status 3");
}

TEST_F(ProcessTest, TheSignalThatKilledItIsTold) {
  const Outcome outcome = shell("kill -TERM $$");
  EXPECT_EQ(outcome.exit.signal, SIGTERM);
  EXPECT_FALSE(outcome.exit.ok());
  EXPECT_EQ(outcome.exit.text(), "killed by signal 15 (Terminated)");
}

TEST_F(ProcessTest, ItRunsInTheFolder) {
  EXPECT_EQ(wait(run(poller, Command{{"pwd"}, "/usr/bin"})).output, "/usr/bin\n");
}

TEST_F(ProcessTest, VariablesAreAddedAndReplaced) {
  ::setenv("UNROLL_OLD", "old", 1);
  ::setenv("UNROLL_KEPT", "kept", 1);
  const Outcome outcome = wait(run(poller, Command{{"sh", "-c", "echo $UNROLL_NEW $UNROLL_OLD $UNROLL_KEPT"},
                                                   "",
                                                   {"UNROLL_NEW=new", "UNROLL_OLD=other"}}));
  EXPECT_EQ(outcome.output, "new other kept\n");
  ::unsetenv("UNROLL_OLD");
  ::unsetenv("UNROLL_KEPT");
}

TEST_F(ProcessTest, WithoutAnyVariableItStartsToo) {
  char** const kept = std::exchange(environ, nullptr);  // as clearenv does
  const Outcome outcome = wait(run(poller, Command{{"/usr/bin/env"}, "", {"UNROLL_NEW=new"}}));
  environ = kept;
  EXPECT_EQ(outcome.output, "UNROLL_NEW=new\n");
}

TEST_F(ProcessTest, WhatIsNotThereIsNamedAtOnce) {
  EXPECT_EQ(words_of([&] { Process(poller, Command{{"no-such-program"}}); }),
            "starting no-such-program: No such file or directory");
  EXPECT_EQ(words_of([&] { Process(poller, Command{{"/etc/passwd"}}); }),
            "starting /etc/passwd: Permission denied");
  EXPECT_EQ(words_of([&] { Process(poller, Command{{"pwd"}, "/no/such"}); }),
            "folder /no/such: No such file or directory");
  EXPECT_EQ(words_of([&] { Process(poller, Command{{"pwd"}, "/etc/passwd"}); }),
            "folder /etc/passwd: Not a directory");
  EXPECT_THROW(Process(poller, Command{}), std::invalid_argument);
}

TEST_F(ProcessTest, ItInheritsNoDescriptorButItsThree) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Pipe pipe = make_pipe(poller);
  Connection connection(poller);
  EXPECT_EQ(shell("ls /proc/self/fd | wc -l").output, std::to_string(left_open + 4) + "\n")
      << "its three, and the folder that ls reads";
}

TEST_F(ProcessTest, ItBeginsWithSignalsAsProgramsExpectThem) {
  sigset_t blocked;
  sigset_t before;
  sigemptyset(&blocked);
  sigaddset(&blocked, SIGTERM);
  ::pthread_sigmask(SIG_BLOCK, &blocked, &before);
  const Outcome outcome = shell("grep -E 'SigBlk|SigIgn' /proc/self/status");
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  EXPECT_NE(outcome.output.find("SigBlk:\t0000000000000000"), std::string::npos) << outcome.output;
  const std::size_t ignored = outcome.output.find("SigIgn:\t");
  ASSERT_NE(ignored, std::string::npos);
  const unsigned long mask = std::stoul(outcome.output.substr(ignored + 8), nullptr, 16);
  EXPECT_EQ(mask & (1UL << (SIGPIPE - 1)), 0U) << "SIGPIPE would be ignored there too";
}

TEST_F(ProcessTest, ManyRunAtOnce) {
  std::vector<Future<Outcome>> all_running;
  for (int i = 0; i != 20; ++i)
    all_running.push_back(
        start(loop, run(poller, Command{{"sh", "-c", "cat; exit " + std::to_string(i)}}, "x")));
  loop.run();
  for (int i = 0; i != 20; ++i) EXPECT_EQ(all_running[static_cast<std::size_t>(i)].get().exit.status, i);
}

TEST_F(ProcessTest, AConversationGoesBothWays) {
  Process process(poller, Command{{"sh", "-c", "while read line; do echo \"heard $line\"; done; exit 7"}});
  for (const std::string line : {"one\n", "two\n"}) {
    wait(process.input.write_all(line));
    EXPECT_EQ(wait(process.output.read_until("\n")), "heard " + line);
  }
  process.input.shutdown();
  EXPECT_EQ(wait(process.wait()).status, 7);
  EXPECT_EQ(wait(process.wait()).status, 7) << "asked again, it says the same";
}

TEST_F(ProcessTest, WhatItWroteStaysReadableAfterItsEnd) {
  Process process(poller, Command{{"echo", "last words"}});
  EXPECT_TRUE(wait(process.wait()).ok());
  EXPECT_EQ(wait(process.output.read_all()), "last words\n");
}

}  // namespace
}  // namespace unroll
