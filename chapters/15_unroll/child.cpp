#include "15_unroll/child.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <system_error>

namespace unroll::course {
namespace {

/// What becomes of the child's stdout and stderr.
class Actions {
 public:
  explicit Actions(const std::filesystem::path& output) {
    posix_spawn_file_actions_init(&actions_);
    if (output.empty()) return;
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, output.c_str(), O_WRONLY | O_CREAT | O_TRUNC,
                                     0666);
    posix_spawn_file_actions_adddup2(&actions_, STDOUT_FILENO, STDERR_FILENO);
  }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { posix_spawn_file_actions_destroy(&actions_); }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

}  // namespace

int run_to_end(const Child& child) {
  std::vector<std::string> command = child.command;
  std::vector<char*> arguments;
  arguments.reserve(command.size() + 1);
  for (std::string& argument : command) arguments.push_back(argument.data());
  arguments.push_back(nullptr);
  if (!child.trace_file.empty()) setenv("UNROLL_TRACE_FILE", child.trace_file.c_str(), 1);
  pid_t id = 0;
  const Actions actions(child.output);
  const int error = posix_spawn(&id, arguments[0], actions.get(), nullptr, arguments.data(), environ);
  unsetenv("UNROLL_TRACE_FILE");
  if (error != 0) throw std::system_error(error, std::generic_category(), "cannot run " + command[0]);
  int status = 0;
  while (waitpid(id, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace unroll::course
