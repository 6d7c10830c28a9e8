#pragma once

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string_view>
#include <utility>

/// 1 records every step (preset `dev`), 0 leaves not one instruction behind (preset `release`).
/// One setting for a whole program: the types below differ.
#ifndef UNROLL_TRACE
#define UNROLL_TRACE 0
#endif

namespace unroll {

/// Where in the source something was asked for, and what its author calls it. Made at the call, as a default
/// argument: `loop.post(job)` knows its line, `loop.post(job, "tidy up")` its name too.
/// Lifetime: labels are string literals only, so a Site never dangles.
struct Site {
  constexpr Site(std::source_location where = std::source_location::current()) : at(where) {}
  template <std::size_t N>
  consteval Site(const char (&name)[N], std::source_location where = std::source_location::current())
      : label(name), at(where) {}

  const char* label = "";
  std::source_location at;
};

namespace trace {

/// What can happen. The same words as in the text, the code and the views.
enum class Verb : std::uint8_t {
  post,     ///< a job enters the queue
  run,      ///< a job begins to run …
  done,     ///< … and has returned or thrown
  arm,      ///< a callback waits for a time (`value`: when)
  fire,     ///< its time has come
  drop,     ///< its owner is gone: called off
  sleep,    ///< the loop waits (`value`: until when)
  make,     ///< a future comes to be (`about`: the future it is made from, if any)
  resolve,  ///< a future has its value or its error
  begin,    ///< a coroutine frame runs for the first time (`about`: the frame that awaits it, if any)
  suspend,  ///< a frame waits (`about`: the future or the frame it waits for)
  resume,   ///< a frame goes on
  end,      ///< a frame is done, or destroyed while suspended (`value`: 1)
  print     ///< the program wrote a line
};

#if UNROLL_TRACE
inline constexpr bool on = true;
/// Names one job, callback, future or frame for as long as the program runs; 0 is nobody (or `main`).
struct Id {
  std::uint64_t value = 0;
};
#else
inline constexpr bool on = false;
struct Id {};
#endif

/// What a step may carry beside its verb and its id.
struct Detail {
  Site site{std::source_location{}};
  [[no_unique_address]] Id about{};
  std::int64_t value = 0;
  std::string_view label{};  ///< a name made at run time; wins over the site's
};

/// One step of a run, as the sink sees it.
struct Step {
  Verb verb;
  [[no_unique_address]] Id id;
  [[no_unique_address]] Id cause;  ///< the job that was running: so a run is a tree of causes
  Detail detail;
};

/// Whose time the steps are stamped with; without a clock they are simply numbered.
struct Time {
  std::int64_t (*microseconds)(const void* clock) = nullptr;
  const void* clock = nullptr;
  const char* kind = "steps";
};

#if UNROLL_TRACE
/// Who listens: nobody, or `Recorder`. Threads: set it before the first loop runs.
using Sink = void (*)(const Step&);
inline Sink sink = nullptr;
inline thread_local Id running{};
inline std::uint64_t last_id = 0;

inline Id new_id() { return {++last_id}; }

/// The one door. Never allocates, never runs the program's code.
inline void emit(Verb verb, Id id, const Detail& detail = {}) {
  if (sink != nullptr) sink({verb, id, running, detail});
}

/// While it lives, `id` is the cause of what happens.
class Running {
 public:
  explicit Running(Id id, Id before = running) : before_(before) {
    emit(Verb::run, id);
    running = id;
  }
  ~Running() {
    emit(Verb::done, running);
    running = before_;
  }
  Running(const Running&) = delete;
  Running& operator=(const Running&) = delete;

 private:
  Id before_;
};

inline Time time{};
inline void tell_time(Time source) { time = source; }
inline void forget_time(const void* clock) {
  if (time.clock == clock) time.microseconds = nullptr;
}
#else
constexpr Id new_id() { return {}; }
constexpr void emit(Verb, Id, const Detail& = {}) {}
struct Running {
  constexpr explicit Running(Id) {}
};
constexpr void tell_time(Time) {}
constexpr void forget_time(const void*) {}
#endif

}  // namespace trace
}  // namespace unroll
