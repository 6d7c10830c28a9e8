// The k-th time that memory is asked for, there is none. In this program `operator new` is ours.
#include <atomic>
#include <cstdlib>
#include <new>

#include "07_threads/letter.hpp"
#include "writer_home.hpp"

namespace {

std::atomic<int> left = 0;  // until there is none, once; 0: there always is
thread_local bool concerned = false;
std::atomic<bool> others_concerned = false;
thread_local bool is_home = false;

bool there_is_none() {
  if (!concerned && (is_home || !others_concerned)) return false;
  return left != 0 && --left == 0;
}

}  // namespace

void* operator new(std::size_t size) {
  if (there_is_none()) throw std::bad_alloc();
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

namespace unroll {
namespace {

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
