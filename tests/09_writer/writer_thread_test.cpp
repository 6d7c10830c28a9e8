#include <atomic>
#include <memory>
#include <thread>

#include "writer_home.hpp"

/// Counts the threads that were waited for. The linker leads the calls through here.
namespace {
std::atomic<int> joined = 0;
}  // namespace

// The names are the linker's.
// NOLINTBEGIN(bugprone-reserved-identifier)
extern "C" {
void __real__ZNSt6thread4joinEv(std::thread* thread);
void __wrap__ZNSt6thread4joinEv(std::thread* thread);
}
void __wrap__ZNSt6thread4joinEv(std::thread* thread) {
  __real__ZNSt6thread4joinEv(thread);
  ++joined;
}
// NOLINTEND(bugprone-reserved-identifier)

namespace unroll {
namespace {

using WriterThread = WriterHome;

Task<int> joined_after_stop(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, path);
  co_await writer.stop();
  co_return joined;
}

TEST_F(WriterThread, HasEndedWhenStopHas) { EXPECT_EQ(run(joined_after_stop(mailbox, path)), 1); }

}  // namespace
}  // namespace unroll
