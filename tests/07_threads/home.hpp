#pragma once

#include <gtest/gtest.h>

#include <chrono>
#include <memory>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/with_timeout.hpp"
#include "07_threads/mailbox.hpp"

namespace unroll {

using namespace std::chrono_literals;
using Steps = std::vector<std::string>;

/// A loop that other threads can reach.
struct Home : testing::Test {
  Loop loop;
  Poller poller{loop};
  Mailbox mailbox{poller};

  /// Runs to the end of `task`; a test that hangs has failed.
  template <class T>
  T run(Task<T> task) {
    return sync_wait(loop, guarded(std::move(task)));
  }

 private:
  template <class T>
  Task<T> guarded(Task<T> task) {
    co_return co_await with_timeout(poller.timers(), 60s, std::move(task));
  }
};

}  // namespace unroll
