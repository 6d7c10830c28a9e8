#include "15_unroll/course/standstill.hpp"

#include <gtest/gtest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <filesystem>
#include <string>

#include "15_unroll/course/files.hpp"

namespace unroll::course {
namespace {

/// A process of one thread, as the system would tell of it. No process has such a number.
class Standstill : public testing::Test {
 protected:
  static constexpr pid_t process = 2'000'000'000;

  ~Standstill() override { std::filesystem::remove_all(proc_); }

  /// What is known after two looks at a thread in this state, which has asked the kernel to read.
  std::string seen(const std::string& state) const {
    const std::filesystem::path thread = proc_ / std::to_string(process) / "task" / std::to_string(process);
    write_file(thread / "status", "State:\t" + state + "\nSigBlk:\t0\nvoluntary_ctxt_switches:\t7\n");
    write_file(thread / "syscall", std::to_string(SYS_read) + " 0x3 0x7fff00 0x400 0x0 0x0 0x0 0x7ff0 0x7ff1\n");
    Stillness stillness(process, "UNROLL_TRIAL=none", false, proc_);
    EXPECT_EQ(stillness.look(), "") << "one look tells nothing";
    return stillness.look();
  }

 private:
  const std::filesystem::path proc_ = testing::TempDir() + "proc." + std::to_string(::getpid());
};

TEST_F(Standstill, IsAReadThatNobodyAnswers) { EXPECT_EQ(seen("S (sleeping)"), "blocked loop"); }

TEST_F(Standstill, IsNoWaitForASlowDisk) { EXPECT_EQ(seen("D (disk sleep)"), ""); }

TEST_F(Standstill, IsWhatSomebodyHasStopped) { EXPECT_EQ(seen("T (stopped)"), "blocked loop"); }

}  // namespace
}  // namespace unroll::course
