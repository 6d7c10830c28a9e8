#pragma once

#include <array>
#include <atomic>
#include <charconv>
#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

/// 1 records every step (preset `dev`), 0 leaves not one instruction behind (preset `release`).
/// One setting for a whole program: the types below differ.
#ifndef UNROLL_TRACE
#define UNROLL_TRACE 0
#endif

namespace unroll {

/// Where in the source something was asked for, and what its author calls it. Made at the call, as a default
/// argument: `loop.post(job)` knows its line, `loop.post(job, "tidy up")` its name too.
/// Lifetime: a label is not copied. It is meant to be a string literal, which lives for ever. A constant
/// array of your own is taken too; it must live as long as whatever it names: the job, the future, the task.
/// (A consteval constructor would take literals
/// only, but g++ 14 does not take that one inside a co_await.)
struct Site {
  /// No name, and the place of the call. Not explicit: it is a default argument, and a place is enough.
  constexpr Site(std::source_location where = std::source_location::current()) : at(where) {}

  /// A name, at the place of the call. Not explicit, so that a literal is enough.
  template <std::size_t N>
  constexpr Site(const char (&name)[N], std::source_location where = std::source_location::current())
      : label(name), at(where) {}
  template <std::size_t N>
  Site(char (&buffer)[N], std::source_location = {}) = delete;  // a name that may change or go away

  const char* label = "";   ///< empty: its author gave no name
  std::source_location at;  ///< line 0 is no place
};

namespace trace {

/// What can happen. The same words as in the text, the code and the views.
enum class Verb : std::uint8_t {
  post,     ///< a job enters the queue
  run,      ///< a job begins to run …
  done,     ///< … and has returned or thrown
  arm,      ///< a callback waits for a time (`value`: when)
  fire,     ///< its time has come
  drop,     ///< its owner is gone: called off (`value`: 1 if the queue is gone, with the job in it)
  sleep,    ///< the loop waits (`value`: until when)
  make,     ///< a future comes to be (`about`: the future it is made from, if any)
  resolve,  ///< a future has its value (`label`: as text, if it is small) or its error (`value`: 1)
  begin,    ///< a coroutine frame runs for the first time (`about`: the frame that awaits it, if any)
  suspend,  ///< a frame waits (`about`: the future or the frame it waits for)
  resume,   ///< a frame goes on
  end,      ///< a frame is done, or destroyed while suspended (`value`: 1; its site: where it is)
  print,    ///< the program wrote a line
  wait,     ///< a job waits for a future (`about`: the future)
  source,   ///< a future will come from another one, or from a timer (`about`)
  start,    ///< a future stands for a task (`about`: its frame) that begins in a job of its own
  take,     ///< the value or the error of a future was taken
  watch,    ///< a descriptor is waited for (`value`: its number; `about`: the future)
  ready,    ///< the kernel says that a descriptor is ready (`value`: its number)
  send,     ///< a job is handed to another thread, where it is posted to a loop, or run by a worker
  stall,    ///< a loop has nothing left to run, and tasks still wait; not recorded
  lose      ///< an error that nobody took is reported (`label`: what it says; the id: whose); not recorded
};

#if UNROLL_TRACE
/// Whether this build has tracing; the same for the whole program.
inline constexpr bool on = true;

/// A Site that is kept for a later step.
using KeptSite = Site;

/// Names one job, callback, future or frame for as long as the program runs; 0 is nobody (or `main`).
struct Id {
  std::uint64_t value = 0;  ///< given one after the other, from 1 on; never twice
};
#else
inline constexpr bool on = false;
struct Id {};
struct KeptSite {
  [[gnu::always_inline]] constexpr KeptSite(const Site&) noexcept {}
  [[gnu::always_inline]] constexpr operator Site() const noexcept { return std::source_location{}; }
};
#endif

#if UNROLL_TRACE
/// Somebody's id, or whoever has one.
struct About : Id {
  /// Not explicit, so that a step can say `.about = id`.
  About(Id id = {}) : Id(id) {}

  /// Of whoever has an `id()`: a job, a future, a frame.
  template <class T>
    requires requires(const T& somebody) { somebody.id(); }
  About(const T& somebody) : Id(somebody.id()) {}
};

/// A number, or a time in nanoseconds of its clock.
struct Value {
  /// Not explicit, so that a step can say `.value = 1`.
  Value(std::int64_t count = 0) : number(count) {}

  /// A time becomes nanoseconds since its clock's zero.
  template <class Clock, class Duration>
  Value(std::chrono::time_point<Clock, Duration> time)
      : number(std::chrono::nanoseconds(time.time_since_epoch()).count()) {}
  std::int64_t number;  ///< a count, or nanoseconds: the verb says which
};

/// What a step may carry beside its verb and its id.
struct Detail {
  Site site{std::source_location{}};  ///< where in the source; its label is a name given there
  About about{};                      ///< the other one that the verb speaks of; 0: nobody
  Value value{};                      ///< as the verb says
  std::string_view label{};           ///< a name made at run time; wins over the site's
};

/// One step of a run, as a sink sees it.
struct Step {
  Verb verb;      ///< what happens
  Id id;          ///< to whom: a job, a timer, a future, a frame, a descriptor
  Id cause;       ///< the job that was running: so a run is a tree of causes
  Detail detail;  ///< what the verb has to say beside; its label lives for this call only
};

/// Who listens, as `Recorder` does; called on the thread that steps.
using Sink = void (*)(const Step&);

/// Who listens to which verb.
struct Sinks {
  /// One listens to all of them; null: nobody does.
  constexpr void operator=(Sink to_all) { all.fill(to_all); }

  /// Who listens to `verb`.
  constexpr Sink& operator[](Verb verb) { return all[static_cast<std::size_t>(verb)]; }

  /// Passes a step on: for a listener that has taken their place.
  void operator()(const Step& step) const {
    if (const Sink told = all[static_cast<std::size_t>(step.verb)]) told(step);
  }

  std::array<Sink, static_cast<std::size_t>(Verb::lose) + 1> all{};  ///< by their verbs
};

/// All who listen. Where nobody does, a step costs one test. Threads: set it before the first loop runs.
inline Sinks sink;

/// The job that runs on this thread, the cause of its steps; 0 where none does.
inline thread_local Id running{};

/// False for nobody.
constexpr bool is_somebody(Id id) { return id.value != 0; }

/// The newest id that was given, of all threads.
inline std::atomic<std::uint64_t> last_id = 0;

/// One that nobody has had, on any thread. Cost: one atomic addition.
inline Id new_id() { return {last_id.fetch_add(1, std::memory_order_relaxed) + 1}; }

/// What a value looks like, for people: numbers and strings; nothing for null and for all else. (A `char*`
/// may point to anything: it is no string.) Never allocates. Lifetime: a string is looked at, not copied.
class Text {
 public:
  /// A number is written into this object; a string is only pointed to.
  template <class T>
  explicit Text(const T* value) {
    if (value == nullptr) return;
    if constexpr (std::same_as<T, bool>) {
      view_ = *value ? "true" : "false";
    } else if constexpr (std::is_arithmetic_v<T> && requires { std::to_chars(room_, room_, *value); }) {
      view_ = {room_, std::to_chars(room_, room_ + sizeof room_, *value).ptr};
    } else if constexpr (std::same_as<T, std::string> || std::same_as<T, std::string_view>) {
      view_ = *value;
    }
  }
  Text(const Text&) = delete;
  Text& operator=(const Text&) = delete;

  /// Valid as long as this lives, and the string does; empty if there is nothing to show.
  operator std::string_view() const { return view_; }

 private:
  char room_[48];
  std::string_view view_;
};

/// The one door. Never allocates, never runs the program's code.
inline void emit(Verb verb, Id id, const Detail& detail = {}) {
  if (sink[verb] != nullptr) sink[verb]({verb, id, running, detail});
}

/// While it lives, `id` is the cause of what happens.
class Running {
 public:
  /// Says that `id` runs. When this dies it says that it is done, and `before` is the cause again.
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
#else
[[gnu::always_inline]] constexpr Id new_id() noexcept { return {}; }
[[gnu::always_inline]] constexpr bool is_somebody(Id) noexcept { return false; }
/// Looks at nothing, keeps nothing.
struct Ignored {
  Ignored() = default;
  template <class T>
  [[gnu::always_inline]] constexpr Ignored(const T&) noexcept {}
};
using Text = Ignored;
struct Detail {
  [[no_unique_address]] Ignored site{}, about{}, value{}, label{};
};
/// Nothing at all, and early enough that a compiler's guesses about the code around it stay the same.
[[gnu::always_inline]] constexpr void emit(Verb, Id, Detail = {}) noexcept {}
struct Running {
  [[gnu::always_inline]] constexpr explicit Running(Id) noexcept {}
};
#endif

}  // namespace trace
}  // namespace unroll
