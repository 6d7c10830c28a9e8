#include <sys/wait.h>

#include <csignal>
#include <functional>
#include <map>
#include <numeric>

#include "06_io/io_test.hpp"
#include "06_io/process.hpp"
#include "06_io/signals.hpp"

// Every system call of a scenario fails once, in every way. The error arrives where somebody waits for it, or
// nobody notices. Nothing hangs, no descriptor stays open, and what was received is the beginning of what was
// sent.

namespace unroll {
namespace {

struct Failure {
  const char* name;
  int error;
};
constexpr Failure failures[] = {
    {"EINTR", EINTR},   {"EAGAIN", EAGAIN}, {"ECONNRESET", ECONNRESET},   {"EPIPE", EPIPE},
    {"EMFILE", EMFILE}, {"ENOMEM", ENOMEM}, {"short", calls::comes_short}};

/// What is to go from one side to the other, and what has arrived.
struct Sent {
  std::string said;
  std::string heard;
};
using Scenario = std::function<Task<>(Poller&, Sent&)>;

/// How it ended: well, or with an error that has a number.
struct Ending {
  std::string error{};
  int number = 0;
};

/// Fails the test at a wrong end.
Ending end_of(const Scenario& scenario) {
  const std::size_t before = open_descriptors();
  Sent sent;
  Ending end;
  try {
    Loop loop;
    loop.on_report([](const std::string&) {});
    Poller poller(loop);
    sync_wait(loop, limited(poller.timers(), scenario(poller, sent)));
    EXPECT_TRUE(sent.heard == sent.said) << sent.heard.size() << " of " << sent.said.size() << " bytes";
  } catch (const std::system_error& thrown) {
    end = {thrown.what(), thrown.code().value()};
    EXPECT_TRUE(sent.said.starts_with(sent.heard)) << "something was received that was not sent";
  } catch (const std::exception& thrown) {
    end.error = thrown.what();
    ADD_FAILURE() << "ended with: " << end.error;
  }
  EXPECT_EQ(open_descriptors(), before) << "a descriptor was left open";
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1) << "a process was left";
  return end;
}

/// It is that of the call that failed, and says which.
void expect_the_error_of(const Failure& failure, const Ending& end) {
  const std::string failed = calls::failed();  // call 7, read
  std::string name = failed.substr(failed.find(", ") + 2);
  const std::map<std::string, std::string> others{{"accept4", "accept"},
                                                  {"getsockopt", "connect"},  // asks what connecting came to
                                                  {"posix_spawnp", "starting"},
                                                  {"syscall", "pidfd_open"}};
  if (const auto other = others.find(name); other != others.end()) name = other->second;
  EXPECT_TRUE(end.error.starts_with(name)) << end.error;
  // Of what comes short only a signal is an error: the kernel gives a whole one, or refuses so little room.
  EXPECT_EQ(end.number, failure.error == calls::comes_short ? EINVAL : failure.error) << end.error;
}

/// Runs it with the k-th call failing, for every k; how many runs told of it.
std::size_t fail_each_call(const Scenario& scenario, const Failure& failure) {
  std::size_t told = 0;
  for (std::size_t k = 1;; ++k) {
    ::alarm(120);
    calls::begin_and_fail(k, failure.error);
    const Ending end = end_of(scenario);
    if (calls::made() < k) break;
    if (!end.error.empty()) {
      ++told;
      expect_the_error_of(failure, end);
    }
    if (testing::Test::HasFailure()) {
      ADD_FAILURE() << failure.name << " of call " << calls::failed() << ", and then: " << end.error;
      break;
    }
  }
  ::alarm(0);
  return told;
}

struct FailingCalls : testing::TestWithParam<Failure> {
  void SetUp() override {
    calls::begin();
    EXPECT_EQ(end_of(scenario_of_a_pipe).error, "") << "it does not even end well when nothing fails";
  }
  static Task<> scenario_of_a_pipe(Poller& poller, Sent& sent);

  /// Fails each call of it; who only comes short is never an error.
  static void all(const Scenario& scenario) {
    const std::size_t told = fail_each_call(scenario, GetParam());
    if (GetParam().error != calls::comes_short) {
      EXPECT_GT(told, 0U) << "nothing was ever told of, so nothing has failed";
    }
  }
};
INSTANTIATE_TEST_SUITE_P(With, FailingCalls, testing::ValuesIn(failures),
                         [](const auto& failure) { return std::string(failure.param.name); });

std::string some_text(std::size_t size) {
  std::string text(size, '\0');
  for (std::size_t i = 0; i != size; ++i) text[i] = static_cast<char>('a' + (i * 7 + i / 26) % 26);
  return text;
}

/// Piece by piece, so that a read that fails leaves what was received before.
Task<> receive(Stream& from, std::string& heard) {
  std::string room(1500, '\0');
  while (true) {
    const std::size_t count = co_await from.read_some(room);
    if (count == 0) co_return;
    heard.append(room, 0, count);
  }
}
Task<> send_all(Stream& to, std::string bytes) {
  co_await to.write_all(std::move(bytes));
  to.shutdown();
}
Task<> send_parts(Stream& to, std::vector<std::string> parts) {
  co_await to.write_all(std::move(parts));
  to.shutdown();
}

Task<> FailingCalls::scenario_of_a_pipe(Poller& poller, Sent& sent) {
  Pipe pipe = make_pipe(poller);
  sent.said = some_text(150'000);
  co_await together(poller.loop(), send_all(pipe.in, sent.said), receive(pipe.out, sent.heard));
}
TEST_P(FailingCalls, OfAPipe) { all(scenario_of_a_pipe); }

TEST_P(FailingCalls, OfAGatheredWrite) {
  all([](Poller& poller, Sent& sent) -> Task<> {
    Pair pair = co_await tcp_pair(poller);
    std::vector<std::string> parts{"", some_text(10), some_text(5000), "", some_text(1)};
    sent.said = std::accumulate(parts.begin(), parts.end(), std::string());
    co_await together(poller.loop(), send_parts(pair.here, std::move(parts)),
                      receive(pair.there, sent.heard));
  });
}

Task<> echo_one(Listener& listener) {
  Stream stream = co_await listener.accept();
  while (true) {
    std::string line = co_await stream.read_until("\n");
    if (line.empty()) co_return;
    co_await stream.write_all(std::move(line));
  }
}
Task<> ask(Poller& poller, Address address, Sent& sent) {
  Stream stream = co_await connect_to(poller, std::move(address));
  for (const std::size_t size : {10U, 3000U, 5000U}) {
    const std::string line = some_text(size) + "\n";
    sent.said += line;
    co_await stream.write_all(line);
    sent.heard += co_await stream.read_until("\n");
  }
  stream.shutdown();
  sent.heard += co_await stream.read_all();
}

TEST_P(FailingCalls, OfAnEchoOverTcp) {
  all([](Poller& poller, Sent& sent) -> Task<> {
    Listener listener(poller, Address("127.0.0.1:0"));
    co_await together(poller.loop(), echo_one(listener), ask(poller, listener.address(), sent));
  });
}

std::string socket_path() { return testing::TempDir() + "unroll_failing_" + std::to_string(::getpid()); }

TEST_P(FailingCalls, OfAnEchoOverAUnixSocket) {
  all([](Poller& poller, Sent& sent) -> Task<> {
    Listener listener(poller, Address("unix:" + socket_path()));
    co_await together(poller.loop(), echo_one(listener), ask(poller, listener.address(), sent));
  });
  EXPECT_FALSE(std::filesystem::exists(socket_path())) << "the socket's file was left";
}

TEST_P(FailingCalls, OfAProcess) {
  all([](Poller& poller, Sent& sent) -> Task<> {
    sent.said = some_text(9000);
    Command command{{"cat"}};
    Outcome outcome = co_await run(poller, std::move(command), sent.said);
    sent.heard = std::move(outcome.output);
    const bool read_no_more = GetParam().error == EPIPE && calls::failed().ends_with("write");
    if (read_no_more && sent.said.starts_with(sent.heard))
      sent.said = sent.heard;  // that is no error of `run`
    if (!outcome.exit.ok()) throw std::runtime_error(outcome.exit.text());
  });
}

TEST_P(FailingCalls, OfSignals) {
  for (const int number : {SIGUSR1, SIGUSR2})
    std::signal(number, SIG_IGN);  // one may come that nobody has read
  all([](Poller& poller, Sent& sent) -> Task<> {
    Signals signals(poller, {SIGUSR1, SIGUSR2});
    for (const int number : {SIGUSR1, SIGUSR2}) {
      ::kill(::getpid(), number);
      sent.said += static_cast<char>(number);
      sent.heard += static_cast<char>(co_await signals.next());
    }
  });
  sigset_t blocked;
  ::pthread_sigmask(SIG_SETMASK, nullptr, &blocked);
  EXPECT_EQ(sigismember(&blocked, SIGUSR1), 0) << "a signal was left blocked";
}

}  // namespace
}  // namespace unroll
