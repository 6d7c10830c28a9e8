// The worker of the tests of ProcessPool: does what a job says.
#include <unistd.h>

#include <csignal>
#include <iostream>
#include <stdexcept>

#include "07_threads/process_pool.hpp"

namespace {

/// It holds all that the worker held, and has left its group before that ends.
[[noreturn]] void leave_a_daemon() {
  unroll::PipeEnds left = unroll::make_pipe();
  if (::fork() == 0) {
    ::setsid();
    left = {};
    ::close(STDERR_FILENO);
    ::alarm(20);
    ::pause();
  }
  left.in = {};
  char byte = 0;
  (void)!::read(left.out.get(), &byte, 1);  // the end comes when it has left
  ::_exit(3);
}

std::string answer(const std::string& job) {
  if (job == "pid") return std::to_string(::getpid());
  if (job == "fail") throw std::runtime_error("as told");
  if (job == "crash") ::raise(SIGKILL);
  if (job == "leave") ::_exit(3);
  if (job == "leave a child") {
    if (::fork() == 0) ::execlp("sleep", "sleep", "20", nullptr);
    ::_exit(3);
  }
  if (job == "leave a fork") {
    if (::fork() == 0) ::pause();  // it holds all that the worker held
    ::_exit(3);
  }
  if (job == "leave a daemon") {
    ::close(STDOUT_FILENO);  // not the answers: these go out elsewhere
    leave_a_daemon();
  }
  if (job == "read") {
    char byte = 0;
    return ::read(STDIN_FILENO, &byte, 1) == 0 ? "nothing" : "a byte of the next job";
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

int main(int argc, char**) {
  if (argc != 1) leave_a_daemon();
  return unroll::answer_jobs(answer);
}
