#pragma once

#include <sys/wait.h>

#include <cerrno>

#include "07_threads/process_pool.hpp"
#include "home.hpp"

namespace unroll {

/// No child of ours is left, not even a zombie.
inline bool is_alone() { return ::waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

struct ProcessPoolTest : Home {
  const Command worker{{TEST_WORKER}};
  ProcessPool pool{poller, worker, 2};

  /// Pools of other workers than ours.
  std::string error_of(const std::string& script, std::string job = "job") {
    ProcessPool other(poller, Command{{"sh", "-c", script}}, 1);
    try {
      return "no error: " + run(other.run(std::move(job)));
    } catch (const WorkerDied& error) {
      return error.what();
    }
  }
};

inline Task<> within_ten_seconds(Poller& poller, Task<std::string> task) {
  co_await with_timeout(poller.timers(), 10s, std::move(task));
}

}  // namespace unroll
