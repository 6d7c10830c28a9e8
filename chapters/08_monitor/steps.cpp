// What a monitor does at each step. Each function is called at one place, by its `on` at the end: inline, a
// step is one call.
#include <algorithm>
#include <atomic>
#include <cstring>
#include <limits>
#include <utility>

#include "00_trace/back_to_back.hpp"
#include "00_trace/clocks.hpp"
#include "08_monitor/monitor.hpp"

#if UNROLL_TRACE

namespace unroll::monitor {
namespace {

/// A time of the clock, on the scale on which it tells its own.
std::int64_t microseconds_of(std::int64_t nanoseconds) {
  if (nanoseconds == std::numeric_limits<std::int64_t>::max()) return nanoseconds;
  if (nanoseconds < std::numeric_limits<std::int64_t>::min() + trace::time.zero) return 0;
  return (nanoseconds - trace::time.zero) / 1000;
}

}  // namespace

/// Its delay counts from when the job began that posts it: the clock was looked at then. A look at each post
/// would be exact, and cost more than it tells.
inline void Monitor::post(const trace::Step& step) {
  Known& job = waits_.learn(step);
  if (job.kind != Known::Kind::timer) job.when = running_.empty() ? read_clock() : now_;
  job.queued = true;
  job.turn = turn_ + 1;
  figures_.deepest = std::max(figures_.deepest, ++figures_.depth);
  note_again(job);
}

/// Whoever asks for what he is himself is where he was. (The toolkit's own places say nothing.)
void Monitor::note_again(const Known& job) {
  Running* const now = current();
  if (now != nullptr && job.place == now->place && !waits_.is_inner(job.place.file())) now->came_back = true;
}

inline void Monitor::run(const trace::Step& step) {
  Running& now = running_.emplace_back();
  Known* const job = waits_.table().find(step.id.value);
  now.of_loop = job != nullptr;
  beat();
  if (job == nullptr) {  // a pool's, or it was posted before this monitor
    now.since = now_ = read_clock();
    return;
  }
  now.name = job->name;
  now.place = job->place;
  now.called_off = job->called_off;
  now.tick = is_tick(*job);
  if (figures_.depth != 0) --figures_.depth;
  if (is_later(job->turn, turn_)) begin_turn(job->turn);
  if (!now.tick) {  // which takes no time, but for sleeping
    if (!right_behind()) now_ = read_clock();
    const bool told = !job->called_off && note_delay(*job);
    now.since = told ? read_clock() : now_;  // the time it takes to tell is not the job's
  }
  waits_.table().remove(job);
}

/// The clock was looked at when the job before ended, and nothing happened since.
inline bool Monitor::right_behind() const {
  return ended_in_ != 0 && ended_in_ == trace::back_to_back && running_.size() == 1;
}

inline void Monitor::done(const trace::Step&) {
  if (running_.empty()) return;
  Running& ended = running_.back();
  ++figures_.jobs;
  ended_in_ = ended.tick || trace::back_to_back == begun_in_ ? 0 : trace::back_to_back;
  if (!ended.tick) {
    now_ = read_clock();
    const std::int64_t took = std::max<std::int64_t>(now_ - ended.since - ended.waited, 0);
    turn_took_ += took;
    if (!ended.called_off && !ended.came_back) ended.moved = true;
    turn_moved_ |= ended.moved;
    if (ended.came_back && !ended.moved) {
      turn_came_back_ = true;
      if (ended.stretch.frame != 0 || !waits_.is_inner(ended.place.file())) came_back_at_ = place_of(ended);
    }
    judge(ended, took);
  }
  running_.pop_back();
  if (!running_.empty()) now_ = running_.back().since;  // it may have another clock
  beat();
}

inline void Monitor::arm(const trace::Step& step) {
  const std::int64_t due = microseconds_of(step.detail.value.number);
  // Never due: held by whoever keeps a loop open, and let go of without a word.
  if (due == std::numeric_limits<std::int64_t>::max() && waits_.table().find(step.id.value) == nullptr)
    return;
  Known& timer = waits_.learn(step);
  timer.kind = Known::Kind::timer;
  timer.when = due;
  timer.now = timer.when <= now_;
  if (!timer.now) return;
  note_again(timer);
  if (Known* const sleep = waits_.table().find(timer.other)) sleep->now = true;
}

/// A timer that was due when it was armed is a way to say "after the others", and no progress.
inline void Monitor::fire(const trace::Step& step) {
  const Known* const timer = waits_.table().find(step.id.value);
  if (timer == nullptr) return;
  (timer->now ? turn_came_back_ : turn_moved_) = true;
}

inline void Monitor::sleep(const trace::Step& step) {
  const std::int64_t until = microseconds_of(step.detail.value.number);
  if (running_.empty() || until <= now_) return;  // it only looks
  asleep_until_ = until;
  awake_ = nullptr;
  beat();
}

inline void Monitor::begin(const trace::Step& step) {
  const Known& frame = waits_.begin(step);
  Running* const now = current();
  if (now == nullptr) return;
  now->moved = true;
  follow(*now, frame);
}

inline void Monitor::suspend(const trace::Step& step) {
  Known* const frame = waits_.table().find(step.id.value);
  if (frame == nullptr) return;
  const Place before = frame->place;
  waits_.suspend(*frame, step);
  Running* const now = current();
  if (now == nullptr) return;
  (frame->place == before ? now->came_back : now->moved) = true;
  if (now->under_way) now->stretch.to = frame->place;
}

inline void Monitor::resume(const trace::Step& step) {
  Known* const frame = waits_.table().find(step.id.value);
  if (frame == nullptr) return;
  const std::uint64_t about = std::exchange(frame->about, 0);
  Running* const now = current();
  if (now == nullptr) return;
  if (!now->moved) now->moved = brings_something(waits_.table().find(about));
  follow(*now, *frame);
}

inline void Monitor::end(const trace::Step& step) {
  if (Running* const now = current()) {
    now->moved = true;
    if (now->stretch.other == step.id.value) now->stretch.other = waits_.who_awaits(step.id.value);
  }
  if (!waits_.end(step)) never_awaited(step);
}

inline void Monitor::resolve(const trace::Step& step) {
  Known* const future = waits_.table().find(step.id.value);
  if (Running* const now = current()) (brings_something(future) ? now->moved : now->came_back) = true;
  if (future == nullptr) return;
  waits_.resolve(*future);
  future->failed = step.detail.value.number != 0;
}

/// A job that goes with its loop leaves the queue. One that its owner calls off runs, and does nothing.
inline void Monitor::drop(const trace::Step& step) {
  Known* const known = waits_.table().find(step.id.value);
  if (known == nullptr) return;
  if (known->queued && step.detail.value.number == 0) {
    known->called_off = true;
    return;
  }
  if (known->queued && figures_.depth != 0) --figures_.depth;
  waits_.forget(known);
}

bool Monitor::is_tick(const Known& job) {
  return *job.name != '\0' && std::strcmp(job.name, "tick") == 0 && waits_.is_inner(job.place.file());
}

/// What is alike in all steps. Each has such a function of its own: few instructions, and no branch to guess.
template <auto handle>
void Monitor::on(const trace::Step& step) {
  Monitor* const monitor = awake_;
  if (monitor == nullptr) [[unlikely]]
    return awaken(step, on<handle>);
  monitor->in_a_step_ = 1;
  std::atomic_signal_fence(std::memory_order_seq_cst);  // a handler sees all of a step, or nothing
  if constexpr (requires { (monitor->*handle)(step); }) {
    (monitor->*handle)(step);
  } else {
    (monitor->waits_.*handle)(step);
  }
  std::atomic_signal_fence(std::memory_order_seq_cst);
  monitor->in_a_step_ = 0;
  std::atomic_signal_fence(std::memory_order_seq_cst);  // whoever found it 1 has left his note before
  if (monitor->next_.load(std::memory_order_relaxed) != nullptr) [[unlikely]]
    monitor->answer();
}

constexpr trace::Sinks Monitor::handlers() {
  using trace::Verb;
  trace::Sinks sinks;  // take, ready, print and send say nothing new
  sinks[Verb::post] = on<&Monitor::post>;
  sinks[Verb::run] = on<&Monitor::run>;
  sinks[Verb::done] = on<&Monitor::done>;
  sinks[Verb::arm] = on<&Monitor::arm>;
  sinks[Verb::fire] = on<&Monitor::fire>;
  sinks[Verb::sleep] = on<&Monitor::sleep>;
  sinks[Verb::begin] = on<&Monitor::begin>;
  sinks[Verb::suspend] = on<&Monitor::suspend>;
  sinks[Verb::resume] = on<&Monitor::resume>;
  sinks[Verb::end] = on<&Monitor::end>;
  sinks[Verb::resolve] = on<&Monitor::resolve>;
  sinks[Verb::drop] = on<&Monitor::drop>;
  sinks[Verb::stall] = on<&Monitor::stalled>;
  sinks[Verb::lose] = on<&Monitor::lost_error>;
  sinks[Verb::make] = on<&Waits::make>;
  sinks[Verb::source] = on<&Waits::source>;
  sinks[Verb::start] = on<&Waits::start>;
  sinks[Verb::wait] = on<&Waits::wait>;
  sinks[Verb::watch] = on<&Waits::watch>;
  return sinks;
}

void Monitor::listen() {
  static std::atomic<bool> listening = false;  // from the first monitor on
  if (listening.exchange(true)) return;
  listened_before_ = std::exchange(trace::sink, handlers());
  if (listened_before_.all != trace::Sinks().all) trace::sink = listen_too;
}

/// For whoever listened before, and this one.
void Monitor::listen_too(const trace::Step& step) {
  listened_before_(step);
  static constexpr trace::Sinks own = handlers();
  own(step);
}

}  // namespace unroll::monitor

#endif
