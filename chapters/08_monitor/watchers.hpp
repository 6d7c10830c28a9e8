#pragma once

#include "00_trace/trace.hpp"

#if UNROLL_TRACE

#include <sys/types.h>

#include <array>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <thread>

#include "08_monitor/monitor.hpp"

namespace unroll::monitor {

/// The threads that are watched. One that is stuck in a job or asleep can tell nothing by itself. So a signal
/// is sent to it, and its handler does, on that very thread: nobody else ever touches a monitor's tables, and
/// no lock is needed for a step. Threads: any may call; a place is one thread's.
class Watchers {
 public:
  /// Why a thread is to say what it does.
  enum class Why : std::uint8_t { asked, hangs, redraw };

  /// Called on the thread that is asked, between two steps; perhaps by the handler of a signal, so it must
  /// not allocate or lock.
  using Say = void (*)(Monitor&, Why);

  /// By which threads are asked. Once `answer` was called it no longer ends the program.
  static constexpr int signal = SIGQUIT;

  /// From here on SIGQUIT asks all threads that have joined (Ctrl-\ sends it, and `kill -QUIT`), and whoever
  /// handled it before does so no more. Needs: `say` is not null; other threads join later.
  static void answer(Say say);

  /// This thread is watched from here on; `monitor` lives until `leave`. Needs: `answer` was called, and this
  /// thread has not joined. Errors: none; when there are more than 64 threads it is left out.
  static void join(Monitor& monitor);

  /// This thread is watched no more. Nothing happens if it was not.
  static void leave();

  /// Looks at all threads now and then: a job that runs longer than `hang` is said once; with `redraw`, what
  /// has changed is said about twice a second. Real time, for a hang is one also where time is virtual.
  class Guard {
   public:
    /// Starts a thread that looks, four times in `hang` and at least every 400 ms, and that takes no signals;
    /// destroyed, it waits for its end. Needs: `answer` was called; `hang` is more than nothing. Errors:
    /// std::system_error.
    Guard(std::chrono::nanoseconds hang, bool redraw);
    Guard(const Guard&) = delete;
    Guard& operator=(const Guard&) = delete;
    ~Guard();

   private:
    void watch(std::chrono::nanoseconds hang, bool redraw);

    std::mutex mutex_;
    std::condition_variable wake_;
    bool over_ = false;  // guarded by mutex_
    std::thread thread_;
  };

  /// One look, for the guard and for tests. `ago`: since the last look.
  static void look(std::chrono::nanoseconds ago, std::chrono::nanoseconds hang, bool redraw);
};

}  // namespace unroll::monitor

#endif
