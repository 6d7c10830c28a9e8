#pragma once

#include <sys/types.h>

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "06_io/process.hpp"

namespace unroll::course {

/// What a test may write into one file. To this its own number is added, so that the limit is a mark that all
/// bear that it starts: nobody's environment, group or session has to be what it was.
constexpr std::uint64_t file_bytes = std::uint64_t{1024} * 1024 * 1024;

/// Those that a process has started and that live, wherever they have gone: in its group, with `mark`
/// (NAME=value) in their environment, or with its limit of files. Without the process itself.
std::vector<pid_t> started_by(pid_t process, const std::string& mark);

/// What those of them are called that do not end by themselves, soon, now that the process has: the command,
/// or that it is `program` itself.
Task<std::vector<std::string>> left_by(Poller& poller, pid_t process, std::string mark, std::string program);

/// Kills them. Whoever starts new ones faster than they are killed stays.
Task<> kill_what_is_left(Poller& poller, pid_t process, std::string mark);

/// The same at once, without waiting, when it dies, unless all was done. Needs: the process is not waited for
/// yet, so that its number is its own.
class LeftBehind {
 public:
  LeftBehind(pid_t process, std::string mark) : process_(process), mark_(std::move(mark)) {}
  LeftBehind(const LeftBehind&) = delete;
  LeftBehind& operator=(const LeftBehind&) = delete;
  ~LeftBehind();
  void are_gone() { gone_ = true; }

 private:
  pid_t process_;
  std::string mark_;
  bool gone_ = false;
};

}  // namespace unroll::course
