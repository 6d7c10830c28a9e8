#include "child.hpp"

#include <sched.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <ctime>
#include <exception>
#include <fstream>
#include <stdexcept>
#include <string>
#include <utility>

namespace unroll::echo_bench {

namespace {

[[noreturn]] void serve_there(const std::function<void(const Child::Tell&)>& serve, int to) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  try {
    serve([to](int number) {
      if (::write(to, &number, sizeof number) != static_cast<ssize_t>(sizeof number)) ::_exit(1);
    });
  } catch (const std::exception& error) {
    std::fprintf(stderr, "unroll_echo_bench: a server has failed: %s\n", error.what());
  }
  ::_exit(1);
}

}  // namespace

void stay_on(pid_t process, int core) {
  cpu_set_t cores;
  CPU_ZERO(&cores);
  CPU_SET(static_cast<std::size_t>(core), &cores);
  ::sched_setaffinity(process, sizeof cores, &cores);
}

Child::Child(const std::function<void(const Tell&)>& serve) : pid_(-1) {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) throw std::runtime_error("pipe failed");
  pid_ = ::fork();
  if (pid_ < 0) throw std::runtime_error("fork failed");
  if (pid_ == 0) serve_there(serve, ends[1]);
  ::close(ends[1]);
  const bool heard = ::read(ends[0], &told_, sizeof told_) == static_cast<ssize_t>(sizeof told_);
  ::close(ends[0]);
  if (!heard) throw std::runtime_error("a server does not start");
}

Child::Child(Child&& other) noexcept : pid_(std::exchange(other.pid_, -1)), told_(other.told_) {}

Child::~Child() {
  if (pid_ < 0) return;
  ::kill(pid_, SIGKILL);
  ::waitpid(pid_, nullptr, 0);
}

double Child::cpu_time() const {
  clockid_t clock = 0;
  timespec time{};
  if (::clock_getcpuclockid(pid_, &clock) != 0 || ::clock_gettime(clock, &time) != 0)
    throw std::runtime_error("the processor time of a server cannot be read");
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

double Child::memory() const {
  std::ifstream file("/proc/" + std::to_string(pid_) + "/smaps_rollup");
  double sum = 0;
  for (std::string line; std::getline(file, line);) {
    if (line.starts_with("Private_")) sum += std::stod(line.substr(line.find(':') + 1)) * 1024;
  }
  if (sum == 0) throw std::runtime_error("the memory of a server cannot be read");
  return sum;
}

}  // namespace unroll::echo_bench
