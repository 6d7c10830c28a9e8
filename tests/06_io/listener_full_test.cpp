#include <sys/resource.h>

#include "06_io/io_test.hpp"

// A process that may open no more files (EMFILE): the listener pauses. Asking again at once would be all the
// loop did.

namespace unroll {
namespace {

/// No more descriptors than there are, as long as it lives.
class Full {
 public:
  Full() {
    ::getrlimit(RLIMIT_NOFILE, &before_);
    const Fd next(::dup(0));  // the lowest that is free
    const rlimit now{static_cast<rlim_t>(next.get()), before_.rlim_max};
    ::setrlimit(RLIMIT_NOFILE, &now);
  }
  Full(const Full&) = delete;
  Full& operator=(const Full&) = delete;
  ~Full() { ::setrlimit(RLIMIT_NOFILE, &before_); }

 private:
  rlimit before_{};
};

struct ListenerFull : IoTest {
  Listener listener{poller, Address("127.0.0.1:0")};
};

TEST_F(ListenerFull, ItPausesSaysSoOnceAndGoesOnWhenThereIsRoom) {
  const Stream client = wait(connect_to(poller, listener.address()));
  auto full = std::make_unique<Full>();
  calls::begin();
  Future<Stream> accepting = start(loop, listener.accept());
  while (calls::made(Call::accept4) < 3 && !accepting.ready()) loop.run_one();
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
  const Full full;
  Future<Stream> accepting = start(loop, listener.accept());
  while (reports.empty()) loop.run_one();
  for (int i = 0; i != 10; ++i) {
    inside.says("hello\n");
    EXPECT_EQ(wait(inside.stream.read_until("\n")), "hello\n");
  }
  EXPECT_EQ(calls::made(Call::accept4), 1U) << "that took far less than the pause";
}

TEST_F(ListenerFull, ClosedInThePauseItEndsWithCancelled) {
  const Stream client = wait(connect_to(poller, listener.address()));
  const Full full;
  Future<Stream> accepting = start(loop, listener.accept());
  while (reports.empty()) loop.run_one();
  listener.close();
  loop.run();
  EXPECT_EQ(code_of([&] { (void)accepting.get(); }), std::errc::operation_canceled);
}

TEST_F(ListenerFull, ConnectingWithoutADescriptorLeftIsAnError) {
  const Full full;
  EXPECT_EQ(code_of([&] { (void)wait(connect_to(poller, listener.address())); }),
            std::errc::too_many_files_open);
  EXPECT_EQ(words_of([&] { Listener(poller, Address("127.0.0.1:0")); }),
            "socket for 127.0.0.1:0: Too many open files");
}

}  // namespace
}  // namespace unroll
