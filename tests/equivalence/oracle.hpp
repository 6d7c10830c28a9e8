#pragma once

#include <sys/types.h>

#include <cstdio>
#include <string>

#include "program.hpp"
#include "run.hpp"

namespace unroll::equivalence {

/// A process of CPython that runs oracle.py, asked over a socket, one line a program.
/// Errors: std::runtime_error when there is no python3 of 3.11 or later, or it ended.
class Oracle {
 public:
  Oracle();
  ~Oracle();
  Oracle(const Oracle&) = delete;
  Oracle& operator=(const Oracle&) = delete;

  /// Errors: Malformed for what the oracle does not take, such as programs that are too deep for it.
  Run ask(const Program& program);

 private:
  void tell(const std::string& line);
  std::string listen();

  int socket_ = -1;
  pid_t process_ = -1;
  std::FILE* answers_ = nullptr;
};

/// Errors: std::runtime_error unless there is an oracle that answers.
void need_oracle();

/// Asks the one oracle of this process, which is started when first asked.
Run run_oracle(const Program& program);

}  // namespace unroll::equivalence
