// The k-th time that memory is asked for, there is none. (failing_memory.hpp)
#include <new>

#include "07_threads/letter.hpp"
#include "failing_memory.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

using memory::concerned;
using memory::is_home;
using memory::left;
using memory::others_concerned;

/// False if the k-th time is one too many: it never came to that.
template <class F>
bool fails_at(int kth, F&& function) {
  left = kth;
  concerned = true;
  try {
    function();
  } catch (const std::bad_alloc&) {
  }
  concerned = false;
  return left.exchange(0) == 0;
}

struct FailingMemory : WriterHome {
  FailingMemory() { is_home = true; }
};

TEST_F(FailingMemory, AStopThatHadNoneIsAskedForAgain) {
  const auto before = open_descriptors();
  bool failed = true;
  for (int kth = 1; failed; ++kth) {
    Writer writer = run(Writer::open(mailbox, path));
    Future<void> written = writer.write("a line\n");
    failed = fails_at(kth, [&] { (void)writer.stop(); });
    Future<void> stopped = writer.stop();
    loop.run();
    EXPECT_EQ(came_to(written), "done") << kth;
    EXPECT_EQ(came_to(stopped), "done") << kth;
    EXPECT_EQ(open_descriptors(), before) << kth;
  }
}

TEST_F(FailingMemory, ALetterThatCouldNotBeSentIsStillAnswered) {
  bool failed = true;
  for (int kth = 1; failed; ++kth) {
    const auto expected = std::make_shared<Expected<std::string>>(mailbox, Site());
    {
      Letter<std::string> letter(mailbox.sender(), expected);
      Result<std::string> result(std::string(100, 'x'));
      failed = fails_at(kth, [&] { letter.send(std::move(result)); });
    }
    loop.run();
    EXPECT_TRUE(expected->known()) << kth;
    EXPECT_EQ(expected->failed(), failed) << kth;
    (void)expected->take();
  }
}

/// The one for which there was none is lost.
TEST_F(FailingMemory, OfManyLettersThatCouldNotAllBeHandedOnAtOnceOneIsLostAndNoMore) {
  constexpr int many = 200;
  bool failed = true;
  for (int kth = 1; failed; ++kth) {
    const Mailbox::Work work(mailbox);
    int opened = 0;
    bool late = false;
    const Callback limit = poller.timers().call_later(10s, [&] { late = true; });
    for (int i = 0; i != many; ++i) mailbox.post(Job([&] { ++opened; }));
    failed = fails_at(kth, [&] {
      while (opened != many && !late) loop.run_one();
    });
    while (opened < many - (failed ? 1 : 0) && !late) loop.run_one();
    ASSERT_FALSE(late) << kth << ": opened were " << opened;
  }
}

Task<> one_line(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, std::move(path));
  Future<void> written = writer.write("a line\n");
  co_await writer.stop();
  co_await std::move(written);
}

/// What came of it: nothing, or an error of one of these kinds.
bool is_done(Home& home, const std::string& path) {
  try {
    home.run(one_line(home.mailbox, path));
    return true;
  } catch (const std::bad_alloc&) {
  } catch (const BrokenPromise&) {
  } catch (const WriterStopped&) {
  }
  return false;
}

TEST_F(FailingMemory, OfItsThreadReachesWhoeverWaitsAndLeavesNothingBehind) {
  EXPECT_TRUE(is_done(*this, path));
  const auto before = open_descriptors();
  bool failed = true;
  for (int kth = 1; failed; ++kth) {
    left = kth;
    others_concerned = true;
    const bool done = is_done(*this, path);
    loop.run();
    others_concerned = false;
    failed = left.exchange(0) == 0;
    EXPECT_TRUE(done || failed) << kth;
    EXPECT_EQ(open_descriptors(), before) << kth;
  }
}

}  // namespace
}  // namespace unroll
