#include "15_unroll/course/surroundings.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <iostream>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "15_unroll/course/files.hpp"

namespace unroll::course {

void open_what_is_closed() {
  for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; ++fd) {
    if (::fcntl(fd, F_GETFD) < 0)
      (void)::open("/dev/null", O_RDWR);  // it gets the lowest number that is free
  }
}

void forget_settings() {
  std::vector<std::string> names;
  for (char** variable = environ; *variable != nullptr; ++variable) {
    const std::string_view text = *variable;
    const bool of_a_program = text.starts_with("UNROLL_TRACE_") || text.starts_with("UNROLL_MONITOR");
    if (text.starts_with("GTEST_") || of_a_program) names.emplace_back(text.substr(0, text.find('=')));
  }
  for (const std::string& name : names) ::unsetenv(name.c_str());
}

bool all_was_written() {
  std::cout.flush();
  return std::cout.good();
}

bool nobody_reads() {
  pollfd out{STDOUT_FILENO, 0, 0};
  return ::poll(&out, 1, 0) == 1 && (out.revents & POLLERR) != 0;
}

/// `200000 100000`: of each so many microseconds that many, of all cores together; or `max 100000`.
std::size_t cores_of(const std::string& quota, std::size_t there) {
  std::istringstream words(quota);
  std::size_t time = 0;
  std::size_t of = 0;
  if (words >> time >> of && of != 0) there = std::min(there, (time + of - 1) / of);
  return std::max<std::size_t>(1, there);
}

std::size_t cores() {
  return cores_of(text_if_there("/sys/fs/cgroup/cpu.max"), std::thread::hardware_concurrency());
}

}  // namespace unroll::course
