#include <memory>
#include <optional>

#include "06_io/io_test.hpp"

// A server with its clients in one process, dropped after every number of jobs: nothing of it is left, and
// nothing runs.

namespace unroll {
namespace {

using Token = std::shared_ptr<int>;

Task<> echo(Stream stream, Token held) {
  const Token local = held;
  while (true) {
    std::string line = co_await stream.read_until("\n");
    if (line.empty()) co_return;
    std::vector<std::string> answer{"> ", std::move(line)};
    co_await stream.write_all(std::move(answer));
  }
}

Task<> server(Loop& loop, Listener& listener, Token held, int clients) {
  Scope scope(loop);
  for (int i = 0; i != clients; ++i) scope.spawn(echo(co_await listener.accept(), held));
  co_await scope.join();
}

Task<> client(Poller& poller, Address address, Token held, std::string name) {
  const Token local = held;
  Stream stream = co_await connect_to(poller, std::move(address));
  Task<> saying = stream.write_all("I am " + name + "\nand I have " + std::string(20'000, 'x') + "\n");
  Future<void> limited = with_timeout(poller.timers(), far_too_long, std::move(saying));
  co_await std::move(limited);
  stream.shutdown();
  if (!(co_await stream.read_all()).starts_with("> I am " + name)) throw std::runtime_error("a wrong answer");
}

Task<> whole(Poller& poller, Token held) {
  Listener listener(poller, Address("127.0.0.1:0"));
  Scope scope(poller.loop());
  scope.spawn(server(poller.loop(), listener, held, 3));
  for (const char* const name : {"Ada", "Bob", "Cy"})
    scope.spawn(client(poller, listener.address(), held, name));
  co_await scope.join();
}

enum class Then { loop_goes_on, loop_dies, poller_dies_first };

/// True if it had ended before so many jobs.
bool drop_after(std::size_t jobs, Then then) {
  SCOPED_TRACE("dropped after " + std::to_string(jobs) + " jobs, then " +
               std::to_string(static_cast<int>(then)));
  const std::size_t before = open_descriptors();
  const auto held = std::make_shared<int>();
  bool ended = false;
  {
    Loop loop;
    loop.on_report([](const std::string& what) { ADD_FAILURE() << what; });
    std::optional<Poller> poller(std::in_place, loop);
    Future<void> running = start(loop, whole(*poller, held));
    for (std::size_t job = 0; job != jobs && !running.ready(); ++job) loop.run_one();
    ended = running.ready();
    if (ended) {
      EXPECT_NO_THROW(running.get());
    }
    running = {};
    EXPECT_EQ(held.use_count(), 1) << "something outlived its owner";
    if (then == Then::poller_dies_first) poller.reset();
    if (then != Then::loop_dies) loop.run();
  }
  EXPECT_EQ(held.use_count(), 1) << "something outlived the loop";
  EXPECT_EQ(open_descriptors(), before) << "a descriptor was left open";
  return ended;
}

TEST(DropIo, AtEveryStepAllIsFreedAndNothingRuns) {
  ::alarm(250);
  calls::begin();
  std::size_t jobs = 0;
  while (!drop_after(jobs, Then::loop_goes_on) && !HasFailure()) {
    drop_after(jobs, Then::loop_dies);
    drop_after(jobs, Then::poller_dies_first);
    ++jobs;
  }
  EXPECT_GT(jobs, 50U);
  ::alarm(0);
}

}  // namespace
}  // namespace unroll
