#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <memory>
#include <optional>

#include "06_io/io_test.hpp"

// Who dies when: descriptors, who waits for them, the poller. Run under the sanitizers: what was freed must
// not be touched.

namespace unroll {
namespace {

struct PollerLifetime : IoTest {};

void put(const Fd& in) { ASSERT_EQ(::write(in.get(), "x", 1), 1); }

TEST(PollerAndSigpipe, AHandlerOfTheProgramStays) {
  struct sigaction own{};
  struct sigaction before{};
  struct sigaction after{};
  own.sa_handler = [](int) {};
  ::sigaction(SIGPIPE, &own, &before);
  {
    Loop loop;
    const Poller poller(loop);
  }
  ::sigaction(SIGPIPE, &before, &after);
  EXPECT_EQ(after.sa_handler, own.sa_handler);
}

TEST_F(PollerLifetime, ANumberThatIsUsedAgainIsNotTakenForTheOldOne) {
  PipeEnds old_ends = make_pipe();
  const int number = old_ends.out.get();
  Descriptor old(poller, std::move(old_ends.out));
  {
    const Future<void> called_off = old.readable();
  }
  put(old_ends.in);
  old.close();
  PipeEnds ends = make_pipe();
  ASSERT_EQ(ends.out.get(), number) << "this test needs the same number";
  Descriptor again(poller, std::move(ends.out));
  Future<void> readable = again.readable();
  run_for();
  EXPECT_FALSE(readable.ready());
  put(ends.in);
  loop.run();
  EXPECT_TRUE(readable.ready());
}

TEST_F(PollerLifetime, ACopyThatLivesOnWakesNobodyWhenTheWatchedOneIsClosed) {
  PipeEnds ends = make_pipe();
  const Fd copy(
      ::fcntl(ends.out.get(), F_DUPFD_CLOEXEC, 0));  // the kernel's file stays open, and so would its watch
  auto watched = std::make_unique<Descriptor>(poller, std::move(ends.out));
  Future<void> readable = watched->readable();
  watched.reset();
  put(ends.in);
  calls::begin();
  run_for(20ms);
  EXPECT_LE(calls::made(Call::epoll_wait), 5U);
  EXPECT_EQ(code_of([&] { readable.get(); }), std::errc::operation_canceled);
}

TEST_F(PollerLifetime, TwoCopiesAreWatchedEachForItself) {
  PipeEnds ends = make_pipe();
  Descriptor copy(poller, Fd(::fcntl(ends.out.get(), F_DUPFD_CLOEXEC, 0)));
  Descriptor first(poller, std::move(ends.out));
  Future<void> one = first.readable();
  Future<void> other = copy.readable();
  put(ends.in);
  loop.run();
  EXPECT_TRUE(one.ready());
  EXPECT_TRUE(other.ready());
}

Task<> closes(std::unique_ptr<Descriptor>& own, std::unique_ptr<Descriptor>& others, Steps& steps) {
  try {
    co_await own->readable();
    steps.push_back("woken");
    others.reset();
  } catch (const std::system_error&) {
    steps.push_back("closed");
  }
}

TEST_F(PollerLifetime, OneWhoIsWokenMayCloseAnotherThatIsReadyTogetherWithHim) {
  PipeEnds one_ends = make_pipe();
  PipeEnds other_ends = make_pipe();
  auto one = std::make_unique<Descriptor>(poller, std::move(one_ends.out));
  auto other = std::make_unique<Descriptor>(poller, std::move(other_ends.out));
  Steps steps;
  Scope scope(loop);
  scope.spawn(closes(one, other, steps));
  scope.spawn(closes(other, one, steps));
  put(one_ends.in);
  put(other_ends.in);
  loop.run();
  EXPECT_EQ(steps, (Steps{"woken", "woken"}));
}

TEST_F(PollerLifetime, MovedWhileSomebodyWaitsItGoesOnWaiting) {
  PipeEnds ends = make_pipe();
  Descriptor first(poller, std::move(ends.out));
  Future<void> readable = first.readable();
  Descriptor second(std::move(first));
  EXPECT_FALSE(first.is_open());  // NOLINT: that is what is asked
  put(ends.in);
  loop.run();
  EXPECT_TRUE(readable.ready());
  EXPECT_NO_THROW(readable.get());
}

/// A poller, what it watches, and who waits; `run` says whether readiness is already on its way.
void die_in_order(const std::array<int, 3>& order, bool ready) {
  SCOPED_TRACE("poller, descriptor, waiter: " + std::to_string(order[0]) + std::to_string(order[1]) +
               std::to_string(order[2]) + (ready ? ", ready" : ", waiting"));
  Loop loop;
  loop.on_report([](const std::string&) {});
  auto poller = std::make_optional<Poller>(loop);
  PipeEnds ends = make_pipe();
  auto descriptor = std::make_optional<Descriptor>(*poller, std::move(ends.out));
  std::optional<Future<void>> waiting(descriptor->readable());
  bool woken = false;
  waiting->wait(Job([&] { woken = true; }));
  if (ready) {
    put(ends.in);
    loop.run_one();  // the tick: from now on the waiter's job is in the queue
  }
  for (const int who : order) {
    if (who == 0) poller.reset();
    if (who == 1) descriptor.reset();
    if (who == 2) waiting.reset();
  }
  loop.run();
  EXPECT_FALSE(woken) << "whoever waited has gone";
}

TEST(PollerLifetimeOrder, AllOrdersOfDyingAreWell) {
  const std::size_t before = open_descriptors();
  std::array<int, 3> order{0, 1, 2};
  do {
    die_in_order(order, false);
    die_in_order(order, true);
  } while (std::next_permutation(order.begin(), order.end()));
  EXPECT_EQ(open_descriptors(), before);
}

TEST(PollerLifetimeOrder, ALoopThatDiesWithItsPollerAndTasksThatWaitFreesAll) {
  const std::size_t before = open_descriptors();
  auto held = std::make_shared<int>();
  {
    Loop loop;
    Poller poller(loop);
    Connection connection(poller);
    Future<std::string> reading = start(loop, connection.stream.read_all());
    Future<void> other = start(loop, [](Poller& its, std::shared_ptr<int> token) -> Task<> {
      const std::shared_ptr<int> local = token;
      Connection own(its);
      co_await own.stream.write_all(std::string(std::size_t{8} * 1024 * 1024, 'x'));
    }(poller, held));
    for (int i = 0; i != 10; ++i) {
      loop.post(Job([] {}));  // somebody else is at work, so the poller only looks
      loop.run_one();
    }
  }
  EXPECT_EQ(held.use_count(), 1);
  EXPECT_EQ(open_descriptors(), before);
}

TEST(PollerLifetimeOrder, APollerThatCannotBeMadeSaysSoAndLeavesTheLoopGood) {
  Loop loop;
  calls::begin();
  calls::fail_next(Call::epoll_create1, EMFILE);
  EXPECT_EQ(code_of([&] { Poller poller(loop); }), std::errc::too_many_files_open);
  bool ran = false;
  loop.post(Job([&] { ran = true; }));
  loop.run();
  EXPECT_TRUE(ran);
}

TEST_F(PollerLifetime, AChildThatClosesItsCopyTakesNoNewsFromItsParent) {
  PipeEnds ends = make_pipe();
  Descriptor watched(poller, std::move(ends.out));
  Future<void> readable = watched.readable();
  const pid_t child = ::fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    watched.close();
    ::_exit(0);
  }
  ASSERT_EQ(::waitpid(child, nullptr, 0), child);
  put(ends.in);
  bool late = false;
  const Callback limit = poller.timers().call_later(5s, [&] { late = true; });
  while (!readable.ready() && !late) loop.run_one();
  EXPECT_TRUE(readable.ready());
}

}  // namespace
}  // namespace unroll
