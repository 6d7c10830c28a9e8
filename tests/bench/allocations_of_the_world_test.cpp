// What the texts of chapters 06, 07 and 09 say of memory that is asked for on the loop's thread.
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <source_location>
#include <string>

#include "04_coroutines/sync_wait.hpp"
#include "06_io/stream.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/semaphore.hpp"
#include "09_writer/folder.hpp"
#include "09_writer/writer.hpp"
#include "allocations.hpp"
#include "bench/costs_in_texts.hpp"

namespace unroll {
namespace {

/// A loop in the world, and the question how often an operation asks for memory.
class AllocationsOfTheWorld : public testing::Test {
 protected:
  /// The least that one run of `operation` asks for. (A queue asks for a block now and then, whoever fills
  /// it; and what is kept for good is there after the first runs.)
  template <class F>
  static std::size_t least_of(F operation) {
    std::size_t least = allocations_of(operation);
    for (int i = 0; i != 100; ++i) least = std::min(least, allocations_of(operation));
    return least;
  }

  /// Debug builds must meet the number; optimized ones may stay below, for compilers elide frames.
  template <class F>
  static void costs(std::size_t expected, F operation,
                    std::source_location at = std::source_location::current()) {
    const testing::ScopedTrace here(at.file_name(), static_cast<int>(at.line()), "asked for memory here");
#ifdef __OPTIMIZE__
    EXPECT_LE(least_of(operation), expected);
#else
    EXPECT_EQ(least_of(operation), expected);
#endif
  }

  /// Until `future` is ready, whoever else waits.
  template <class T>
  void run_until(const Future<T>& future) {
    while (!future.ready() && loop_.run_one()) {
    }
  }

  Loop loop_;
  Poller poller_{loop_};
  Mailbox home_{poller_};
};

// What most of the numbers below are sums of.
constexpr std::size_t frame = 1;
constexpr std::size_t future = 1;
constexpr std::size_t started = 1;
constexpr std::size_t alone = 1;  // the first who waits holds the loop open
constexpr std::size_t box = 1;    // of letters, which grows to 2, 4, 8 … of them

Task<> write_a_byte(Stream& stream) { co_await stream.write_all("x"); }

Task<> read_some(Stream& stream) {
  std::array<char, 10> room;
  (void)co_await stream.read_some(room);
}

/// Two pipes; what goes into the first is read from it by hand.
class AllocationsOfStreams : public AllocationsOfTheWorld {
 protected:
  auto read_that_waits() {
    return [this] {
      const Future<void> task = start(loop_, read_some(pipe_.out));
      loop_.run_one();
      ASSERT_EQ(::write(pipe_.in.fd(), "x", 1), 1);
      run_until(task);
    };
  }

  Pipe pipe_ = make_pipe(poller_);
  Pipe other_ = make_pipe(poller_);
};

TEST_F(AllocationsOfStreams, AWriteThatTheKernelTakesAtOnceTakesItsFrame) {
  costs(started + frame + said("06_io", "a write that the kernel takes at once"), [this] {
    run_until(start(loop_, write_a_byte(pipe_.in)));
    char byte = 0;
    ASSERT_EQ(::read(pipe_.out.fd(), &byte, 1), 1);
  });
}

TEST_F(AllocationsOfStreams, AReadThatWaitsTakesItsFrameAndAFutureAndOneMoreIfNobodyElseWaits) {
  EXPECT_EQ(said("06_io", "a read that waits"), alone);
  EXPECT_EQ(cell("06_io", "a read that waits"), "its frame, the future, and 1 more if nobody else waits");
  costs(started + frame + frame + future + alone, read_that_waits());
  const Future<void> somebody_else = start(loop_, read_some(other_.out));
  loop_.run_one();
  costs(started + frame + frame + future, read_that_waits());
}

TEST_F(AllocationsOfStreams, AJobWhileSomebodyWaitsTakesNone) {
  const Future<void> somebody = start(loop_, read_some(other_.out));
  loop_.run_one();
  costs(said("06_io", "a job while somebody waits for a descriptor"), [this] {
    loop_.post([] {});
    loop_.run_one();
  });
}

/// How often that many letters ask for memory, with those that go on to the queue.
class AllocationsOfThreads : public AllocationsOfTheWorld {
 protected:
  auto letters(int many) {
    return [this, many] {
      int ran = 0;
      for (int i = 0; i != many; ++i) home_.post(Job([&ran] { ++ran; }));
      while (ran != many) loop_.run_one();
    };
  }

  const Mailbox::Work work_{home_};
};

TEST_F(AllocationsOfThreads, ALetterIntoAnEmptyBoxTakesTheBoxWhichGrowsByDoubling) {
  EXPECT_EQ(said("07_threads", "a letter into another"), 0);  // but when the box grows
  costs(said("07_threads", "a letter into an empty box"), letters(1));
  costs(2 * box, letters(2));
  costs(3 * box, letters(3));
  costs(3 * box, letters(4));
  costs(4 * box, letters(5));
}

TEST_F(AllocationsOfThreads, ACallTakesTwoAtHomeOrOneIfSomethingElseHoldsTheLoopOpen) {
  Pool pool(1);
  const auto call = [&] { run_until(call_on(pool, home_, [] { return 1; })); };
  costs(future, call);
}

TEST_F(AllocationsOfThreads, ACallThatCapturesMoreThanEightBytesTakesOneMore) {
  Pool pool(1);
  int one = 1;
  int other = 1;
  costs(future, [&] { run_until(call_on(pool, home_, [&one] { return one; })); });
  EXPECT_NE(cell("07_threads", "`call_on`").find("; 1 more for a function"), std::string::npos);
  costs(future + 1, [&] { run_until(call_on(pool, home_, [&one, &other] { return one + other; })); });
}

TEST_F(AllocationsOfTheWorld, ACallTakesTwoAtHome) {
  Pool pool(1);
  costs(said("07_threads", "`call_on`"), [&] { run_until(call_on(pool, home_, [] { return 1; })); });
}

TEST_F(AllocationsOfTheWorld, APermitTakesOne) {
  Semaphore semaphore(loop_, 1);
  costs(said("07_threads", "`Semaphore::acquire`"), [&] { run_until(semaphore.acquire()); });
}

Task<> write_one_by_one(Writer& writer, int lines) {
  for (; lines != 0; --lines) co_await writer.write("x");
}

Task<> open_and_stop(Mailbox& home, const std::string& path) {
  Writer writer = co_await Writer::open(home, path);
  co_await writer.stop();
}

/// With bytes so few that they need no memory of their own.
class AllocationsOfWriters : public AllocationsOfTheWorld {
 protected:
  Folder folder_;
  std::string path_ = folder_.file("out");
  Writer writer_ = sync_wait(loop_, Writer::open(home_, path_));
};

TEST_F(AllocationsOfWriters, AWriteTakesTwoBesideItsBytesAndTheBox) {
  const auto together = [this](int lines) {
    return [this, lines] {
      std::array<Future<void>, 4> under_way;
      for (int i = 0; i != lines; ++i) under_way[static_cast<std::size_t>(i)] = writer_.write("x");
      for (int i = 0; i != lines; ++i) run_until(under_way[static_cast<std::size_t>(i)]);
    };
  };
  const std::size_t one = said("09_writer", "a write, with others under way");
  costs(one + box + alone, together(1));
  costs(3 * one + 3 * box + alone, together(3));
  costs(4 * one + 3 * box + alone, together(4));
}

TEST_F(AllocationsOfWriters, AWriteThatIsWaitedForTakesFour) {
  costs(started + frame + said("09_writer", "a write that is waited for, alone"),
        [this] { run_until(start(loop_, write_one_by_one(writer_, 1))); });
}

TEST_F(AllocationsOfWriters, FromOpenToStopTakesFourteenAtHome) {
  costs(started + frame + said("09_writer", "a writer, from `open` to `stop`"),
        [this] { run_until(start(loop_, open_and_stop(home_, path_))); });
}

}  // namespace
}  // namespace unroll
