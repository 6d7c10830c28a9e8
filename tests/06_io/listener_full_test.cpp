#include <sys/resource.h>

#include "06_io/io_test.hpp"

// A process that may open no more files (EMFILE): the listener pauses. Asking again at once would be all the
// loop did.

namespace unroll {
namespace {

/// The sanitizers open descriptors of their own to look at memory, and err without.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool checks_need_descriptors = true;
#elif defined(__has_feature)
constexpr bool checks_need_descriptors = __has_feature(address_sanitizer);
#else
constexpr bool checks_need_descriptors = false;
#endif

/// As long as it lives there are no more descriptors for this call, nor for any other.
class Full {
 public:
  explicit Full(Call call) {
    calls::begin();
    ::getrlimit(RLIMIT_NOFILE, &before_);
    if (checks_need_descriptors) {
      calls::fail_next(call, EMFILE, 1000);
      return;
    }
    const Fd next(::dup(0));  // the lowest that is free
    const rlimit now{static_cast<rlim_t>(next.get()), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  Full(const Full&) = delete;
  Full& operator=(const Full&) = delete;
  ~Full() {
    ::setrlimit(RLIMIT_NOFILE, &before_);
    calls::fail_next(Call::count, 0, 0);
  }

 private:
  rlimit before_{};
};

struct ListenerFull : IoTest {
  Listener listener{poller, Address("127.0.0.1:0")};
};

TEST_F(ListenerFull, ItPausesSaysSoOnceAndGoesOnWhenThereIsRoom) {
  const Stream client = wait(connect_to(poller, listener.address()));
  auto full = std::make_unique<Full>(Call::accept4);
  Future<Stream> accepting = start(loop, listener.accept());
  while (calls::made(Call::accept4) < 3 && !accepting.ready()) ASSERT_TRUE(loop.run_one());
  EXPECT_FALSE(accepting.ready());
  EXPECT_LE(calls::made(Call::epoll_wait), 20U) << "it asks in vain, again and again";
  ASSERT_EQ(reports.size(), 1U);
  EXPECT_NE(reports[0].find("no more connections at " + listener.address().text()), std::string::npos)
      << reports[0];
  EXPECT_NE(reports[0].find("Too many open files"), std::string::npos) << reports[0];
  full.reset();
  loop.run();
  EXPECT_TRUE(accepting.get().is_open());
  EXPECT_EQ(calls::made(Call::accept4), 4U);
}

TEST_F(ListenerFull, WhoIsInsideIsServedMeanwhile) {
  Connection inside(poller);
  const Stream client = wait(connect_to(poller, listener.address()));
  const Full full(Call::accept4);
  const TimePoint before = poller.now();
  Future<Stream> accepting = start(loop, listener.accept());
  while (reports.empty()) ASSERT_TRUE(loop.run_one());
  for (int i = 0; i != 10; ++i) {
    inside.says("hello\n");
    EXPECT_EQ(wait(inside.stream.read_until("\n")), "hello\n");
  }
  const auto pauses = static_cast<std::size_t>((poller.now() - before) / 100ms);  // on most machines none
  EXPECT_LE(calls::made(Call::accept4), 1 + pauses);
}

TEST_F(ListenerFull, AMachineThatIsFullIsWaitedForToo) {
  for (const int error : {EMFILE, ENFILE, ENOBUFS, ENOMEM}) {
    SCOPED_TRACE(std::generic_category().message(error));
    reports.clear();
    Listener door(poller, Address("127.0.0.1:0"));
    const Stream client = wait(connect_to(poller, door.address()));
    calls::fail_next(Call::accept4, error);
    EXPECT_TRUE(wait(door.accept()).is_open());
    EXPECT_EQ(reports.size(), 1U);
  }
}

TEST_F(ListenerFull, ClosedInThePauseItEndsWithCancelled) {
  const Stream client = wait(connect_to(poller, listener.address()));
  const Full full(Call::accept4);
  Future<Stream> accepting = start(loop, listener.accept());
  while (reports.empty()) ASSERT_TRUE(loop.run_one());
  listener.close();
  loop.run();
  EXPECT_EQ(code_of([&] { (void)accepting.get(); }), std::errc::operation_canceled);
}

TEST_F(ListenerFull, AMachineThatCannotWatchOneMoreIsWaitedForToo) {
  for (const int error : {ENOMEM, ENOSPC}) {
    SCOPED_TRACE(std::generic_category().message(error));
    reports.clear();
    Listener door(poller, Address("127.0.0.1:0"));
    const Stream client = wait(connect_to(poller, door.address()));
    calls::fail_next(Call::epoll_ctl, error);
    EXPECT_TRUE(wait(door.accept()).is_open());
    EXPECT_EQ(reports.size(), 1U);
  }
}

TEST_F(ListenerFull, InThePauseItsPlaceIsHeld) {
  const Stream client = wait(connect_to(poller, listener.address()));
  auto full = std::make_unique<Full>(Call::accept4);
  Future<Stream> first = start(loop, listener.accept());
  while (reports.empty()) ASSERT_TRUE(loop.run_one());
  Future<Stream> second = start(loop, listener.accept());
  while (!second.ready()) ASSERT_TRUE(loop.run_one());
  EXPECT_THROW((void)second.get(), std::logic_error);
  EXPECT_EQ(calls::made(Call::accept4), 1U) << "the second has not asked for anybody";
  full.reset();
  loop.run();
  EXPECT_TRUE(first.get().is_open());
}

TEST_F(ListenerFull, ConnectingWithoutADescriptorLeftIsAnError) {
  const Full full(Call::socket);
  EXPECT_EQ(code_of([&] { (void)wait(connect_to(poller, listener.address())); }),
            std::errc::too_many_files_open);
  EXPECT_EQ(words_of([&] { Listener(poller, Address("127.0.0.1:0")); }),
            "socket for 127.0.0.1:0: Too many open files");
}

}  // namespace
}  // namespace unroll
