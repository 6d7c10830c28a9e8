#pragma once

#include <array>
#include <atomic>
#include <csignal>
#include <functional>
#include <string>
#include <vector>

#include "00_trace/back_to_back.hpp"
#include "08_monitor/figures.hpp"
#include "08_monitor/waits.hpp"

#if UNROLL_TRACE

namespace unroll::monitor {

/// Watches the loops of one thread, by listening at the trace's door. Whoever listened before goes on
/// listening. It times jobs, counts turns, and knows who waits for whom; what a person should know it reports
/// at once. Time is that of the loop's clock; on a thread without a clock all times are 0. In a build without
/// tracing there is nothing to listen to: see below. Lifetime: one a thread; what began before it is not
/// known. Threads: its own, but for what is said otherwise. Needs: the first monitor of a program is made
/// before another thread runs a loop. Cost: a look at the clock a job, and a second one where it does not
/// come right behind another; beside that some work at each step.
class Monitor {
 public:
  /// Called with each report, on the monitor's thread; the report lives for this call only.
  using Tell = std::function<void(const Report&)>;

  /// Listens from here on. Needs: a `tell` that neither throws nor touches a loop of this thread; it is
  /// called in the midst of a step. None is needed: then reports are only counted. Errors: std::logic_error
  /// if this thread has a monitor. Later std::bad_alloc, of its tables or of a report, leaves the step.
  explicit Monitor(Tell tell, Limits limits = {});
  Monitor(const Monitor&) = delete;
  Monitor& operator=(const Monitor&) = delete;
  ~Monitor();

  /// What was counted up to now, the turn that is under way included. A copy, of some 700 bytes.
  Figures figures() const;

  /// Which job runs, and all tasks that have not ended, with what each waits for and who should bring it; as
  /// JSON, the members of an object. May be called by the handler of a signal; false if that came in the
  /// midst of a step. Allocates nothing. Cost: a look at each task and its frames, and at the whole table for
  /// each task that waits for several.
  bool dump(Output& out, Form form = Form::text);

  /// For such a handler, which may have come in the midst of a step: calls `next` now, or behind that step,
  /// or behind the answer that is under way. One note is kept: of two that come in the meantime the later.
  void between_steps(void (*next)(Monitor&));

  /// At the first step of a thread that has no monitor `make` is called, which may make one; null: none is
  /// made from here on. It is called in the midst of that step. Threads: before another one runs a loop.
  static void for_other_threads(void (*make)());

  /// How many jobs, timers, futures, frames and names of tasks there are that it knows of.
  std::size_t known() const { return waits_.known(); }

  /// For another thread: another number whenever a job begins or ends, or the loop falls asleep or wakes. It
  /// is odd while a job of a loop runs in which the loop is not asleep.
  std::uint64_t beats() const { return beats_.load(std::memory_order_relaxed); }

  /// This thread's, or null.
  static Monitor* here() { return of_this_thread_; }

 private:
  /// What a frame did in a job, from one await to the next.
  struct Stretch {
    std::uint64_t frame = 0;
    std::uint64_t other = 0;
    const char* function = "";
    Place from;
    Place to;  // none if it ended
  };
  struct Running {
    const char* name = "";  // the job's, as the place
    Place place;
    std::int64_t since = 0;
    std::int64_t waited = 0;
    Stretch stretch;         // the first that is the program's own; else the first; of nobody if no frame ran
    bool own = false;        // it is the program's own
    bool under_way = false;  // nobody ran after it
    bool went_on = false;    // another of the program's own ran after it
    bool of_loop = false;    // it was posted here, and is no pool's
    bool called_off = false;
    bool tick = false;
    bool moved = false;      // somebody got somewhere
    bool came_back = false;  // somebody is where he was
  };
  /// What callbacks have cost, of one place.
  struct Blame {
    Place place;
    std::string name;
    std::string told;
    std::uint64_t count = 0;
    std::int64_t sum = 0;
  };

  static void listen();
  static void listen_too(const trace::Step& step);
  static constexpr trace::Sinks handlers();
  template <auto handle>
  static void on(const trace::Step& step);
  std::int64_t read_clock() const;
  void post(const trace::Step& step);
  void run(const trace::Step& step);
  bool right_behind() const;
  void note_again(const Known& job);
  bool note_delay(const Known& job);
  /// What a pool's threads run may take its time, and blocks nobody.
  void beat() {
    const bool at_work = awake_ != nullptr && !running_.empty() && running_.back().of_loop;
    const std::uint64_t before = beats_.load(std::memory_order_relaxed) / 2;
    beats_.store((before + 1) * 2 + (at_work ? 1 : 0), std::memory_order_relaxed);
  }
  void done(const trace::Step& step);
  void arm(const trace::Step& step);
  void fire(const trace::Step& step);
  void sleep(const trace::Step& step);
  [[gnu::cold]] static void awaken(const trace::Step& step, trace::Sink on);
  void wake();
  [[gnu::cold]] void answer();
  void begin(const trace::Step& step);
  void suspend(const trace::Step& step);
  void resume(const trace::Step& step);
  void end(const trace::Step& step);
  void follow(Running& now, const Known& frame);
  void resolve(const trace::Step& step);
  void drop(const trace::Step& step);

  void begin_turn(std::uint32_t turn);
  void end_turn();
  void judge(const Running& running, std::int64_t took);
  void add_debt(const Running& running, std::int64_t took);
  void starved(const Known& job, std::int64_t late);
  void stalled(const trace::Step& step);
  void never_awaited(const trace::Step& step);
  void lost_error(const trace::Step& step);

  bool is_tick(const Known& job);
  static bool brings_something(const Known* future) { return future != nullptr && !future->now; }
  static Place place_of(const Running& running);
  std::string name_of(const Running& running);
  std::string told(const Running& running);
  Running* current() { return running_.empty() ? nullptr : &running_.back(); }
  void report(Report::Kind kind, std::int64_t took, Place place, std::string name, std::string text);

  static inline thread_local constinit Monitor* of_this_thread_ = nullptr;
  static inline thread_local constinit Monitor* awake_ = nullptr;  // the same, but for when it sleeps
  static inline trace::Sinks listened_before_;
  static inline void (*make_another_)() = nullptr;
  static inline std::uint64_t last_before_any_ = 0;  // the newest id when that was set
  static inline thread_local constinit bool made_at_first_step_ = false;

  // Each step needs these: they come first, and lie side by side.
  volatile std::sig_atomic_t in_a_step_ = 0;
  volatile std::sig_atomic_t disturbed_ = 0;  // a signal has ended a sleep
  volatile std::sig_atomic_t answering_ = 0;
  std::atomic<void (*)(Monitor&)> next_ = nullptr;
  std::vector<Running> running_;
  Waits waits_;

  std::atomic<std::uint64_t> beats_ = 0;
  std::int64_t now_ = 0;
  std::uint64_t ended_in_ = 0;  // in which BackToBack a job ended when `now_` was looked at; 0: it was not
  std::int64_t asleep_until_ = 0;
  std::uint32_t turn_ = 0;
  std::int64_t turn_took_ = 0;
  bool turn_began_ = false;
  bool turn_moved_ = false;
  bool turn_came_back_ = false;
  bool turn_waited_ = false;
  bool turn_starved_ = false;
  std::uint64_t idle_in_a_row_ = 0;
  Place came_back_at_;
  std::int64_t debt_ = 0;
  std::vector<Blame> blames_;
  Figures figures_;
  Tell tell_;
  const Limits limits_;
  const std::uint64_t begun_in_ = trace::back_to_back;  // of its job that is under way the end is not known
  const std::uint64_t last_before_;  // with such an id somebody may have begun, and nobody listened
};

}  // namespace unroll::monitor

#else

namespace unroll::monitor {

/// Without tracing there is nothing to listen to: a program that has a monitor builds all the same. What only
/// makes sense where somebody listens is not there: `here`, `known`, `beats`, `between_steps` and
/// `for_other_threads`, and the class Watchers.
class Monitor {
 public:
  explicit Monitor(std::function<void(const Report&)>, Limits = {}) {}
  Figures figures() const { return {}; }
  bool dump(Output&, Form = Form::text) { return true; }
};

}  // namespace unroll::monitor

#endif
