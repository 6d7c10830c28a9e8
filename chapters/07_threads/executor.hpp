#pragma once

#include <concepts>
#include <stdexcept>
#include <thread>
#include <utility>

#include "06_io/poller.hpp"

namespace unroll {

/// Whatever takes a job and runs it later, never here and now. A Loop was one all along; a Mailbox and a Pool
/// are others. What its `post` returns is its own matter: a pool's says whether it took the job.
template <class E>
concept Executor = requires(E& executor, Job job) { executor.post(std::move(job)); };

static_assert(Executor<Loop>);

/// Called on a thread where it must not be, and would have gone wrong without a word: a wait that waits for
/// itself, something of a loop touched from outside. `what` says what to do instead.
class WrongThread : public std::logic_error {
 public:
  using std::logic_error::logic_error;
};

/// The thread that something was made on. Threads: any.
class OwnThread {
 public:
  /// Whether the calling thread is that one.
  bool is_this() const { return std::this_thread::get_id() == id_; }

  /// Errors: WrongThread with `what` on any other thread.
  void need(const char* what) const {
    if (!is_this()) throw WrongThread(what);
  }

 private:
  std::thread::id id_ = std::this_thread::get_id();
};

}  // namespace unroll
