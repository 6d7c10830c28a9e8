// The worker of the tests of ProcessPool: does what a job says.
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <stdexcept>

#include "07_threads/process_pool.hpp"

namespace {

std::string answer(const std::string& job) {
  if (job == "pid") return std::to_string(::getpid());
  if (job == "fail") throw std::runtime_error("as told");
  if (job == "crash") ::raise(SIGKILL);
  if (job == "leave") ::_exit(3);
  if (job == "leave a child") {
    if (::fork() == 0) ::execlp("cat", "cat", nullptr);  // ends when the worker's jobs have ended
    ::_exit(3);
  }
  if (job == "leave a fork") {
    if (::fork() == 0) ::pause();  // it holds all that the worker held
    ::_exit(3);
  }
  if (job == "fork") {
    if (::fork() == 0) ::pause();
  }
  if (job == "throw a number") throw 42;  // NOLINT: that is the point
  if (job == "hear a signal") {
    struct sigaction hear{};
    hear.sa_handler = [](int) {};  // and a call that it interrupts is not begun anew
    ::sigaction(SIGUSR1, &hear, nullptr);
  }
  if (job == "hang") ::pause();
  if (job == "print") std::cout << "not an answer" << std::endl;
  if (job == "print much") std::cerr << std::string(200'000, 'x') << std::endl;
  return "done: " + job;
}

}  // namespace

int main() { return unroll::answer_jobs(answer); }
