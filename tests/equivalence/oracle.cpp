#include "oracle.hpp"

#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <stdexcept>

namespace unroll::equivalence {
namespace {

std::string script() {
#ifdef UNROLL_ORACLE
  return UNROLL_ORACLE;
#else
  return std::filesystem::absolute(__FILE__).parent_path() / "oracle.py";
#endif
}

[[noreturn]] void fail(const std::string& call) {
  throw std::runtime_error(call + ": " + std::strerror(errno));
}

// Only calls that are safe between fork and exec.
[[noreturn]] void become_python(int socket, const char* path) {
  dup2(socket, STDIN_FILENO);
  dup2(socket, STDOUT_FILENO);
  execlp("python3", "python3", path, nullptr);
  _exit(127);
}

}  // namespace

Oracle::Oracle() {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) != 0) fail("socketpair");
  const std::string path = script();
  process_ = fork();
  if (process_ == 0) become_python(ends[1], path.c_str());
  close(ends[1]);
  socket_ = ends[0];
  if (process_ < 0) fail("fork");
  answers_ = fdopen(fcntl(socket_, F_DUPFD_CLOEXEC, 0), "r");
  if (answers_ == nullptr) fail("fdopen");
}

Oracle::~Oracle() {
  if (answers_ != nullptr) std::fclose(answers_);
  close(socket_);
  waitpid(process_, nullptr, 0);
}

Run Oracle::ask(const Program& program) {
  tell(to_json(program) + "\n");
  return read_run(program, listen());
}

void Oracle::tell(const std::string& line) {
  for (std::size_t sent = 0; sent < line.size();) {
    const ssize_t more = send(socket_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (more < 0 && errno != EINTR)
      throw std::runtime_error("the oracle has ended; is python3 3.11 or later there?");
    if (more > 0) sent += static_cast<std::size_t>(more);
  }
}

std::string Oracle::listen() {
  char* line = nullptr;
  std::size_t capacity = 0;
  const ssize_t length = getline(&line, &capacity, answers_);
  std::string answer(line, length > 0 ? static_cast<std::size_t>(length) : 0);
  std::free(line);
  if (length <= 0) throw std::runtime_error("the oracle has ended; is python3 3.11 or later there?");
  return answer;
}

void need_oracle() { run_oracle(parse(R"(["emit", "there"])")); }

Run run_oracle(const Program& program) {
  static Oracle oracle;
  return oracle.ask(program);
}

}  // namespace unroll::equivalence
