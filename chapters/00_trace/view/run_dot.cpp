#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "svg.hpp"

extern char** environ;

namespace unroll::view {
namespace {

/// A file without a name, gone with its last user.
struct Close {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, Close>;

File scratch(const std::string& contents = {}) {
  File file(std::tmpfile());
  const bool good = file != nullptr &&
                    std::fwrite(contents.data(), 1, contents.size(), file.get()) == contents.size() &&
                    std::fflush(file.get()) == 0;
  if (!good) throw CannotDraw(std::string("no room for a temporary file: ") + std::strerror(errno));
  std::fseek(file.get(), 0, SEEK_SET);
  return file;
}

std::string contents(const File& file) {
  std::fseek(file.get(), 0, SEEK_SET);
  std::string text;
  std::array<char, 65536> part;
  while (std::feof(file.get()) == 0 && std::ferror(file.get()) == 0)
    text.append(part.data(), std::fread(part.data(), 1, part.size(), file.get()));
  return text;
}

/// Files, not pipes: neither side can wait for the other for ever.
int spawn_and_wait(const File& in, const File& out, const File& errors) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, fileno(in.get()), 0);
  posix_spawn_file_actions_adddup2(&actions, fileno(out.get()), 1);
  posix_spawn_file_actions_adddup2(&actions, fileno(errors.get()), 2);
  std::string program = "dot";
  std::string option = "-Tsvg";
  char* const arguments[] = {program.data(), option.data(), nullptr};
  pid_t child = 0;
  const int error = posix_spawnp(&child, "dot", &actions, nullptr, arguments, environ);
  posix_spawn_file_actions_destroy(&actions);
  if (error == ENOENT || error == EACCES)
    throw CannotDraw(
        "Graphviz's program dot is not there; install it (Debian, Ubuntu: apt install graphviz), "
        "or take --dot, which needs nothing");
  if (error != 0) throw CannotDraw(std::string("Graphviz's dot does not start: ") + std::strerror(error));
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return status;
}

}  // namespace

std::string run_dot(const std::string& dot) {
  const File in = scratch(dot);
  const File out = scratch();
  const File errors = scratch();
  const int status = spawn_and_wait(in, out, errors);
  std::string picture = contents(out);
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0 || picture.find("<svg") == std::string::npos)
    throw CannotDraw("Graphviz's dot failed: " + contents(errors));
  return picture;
}

}  // namespace unroll::view
