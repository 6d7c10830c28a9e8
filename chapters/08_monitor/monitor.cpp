#include "08_monitor/monitor.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <cstring>
#include <limits>
#include <stdexcept>
#include <utility>

namespace unroll::monitor {

using trace::Verb;

namespace {

thread_local Monitor* of_this_thread = nullptr;
trace::Sink listened_before = nullptr;
std::atomic<bool> listening = false;  // from the first monitor on

void (*make_another)() = nullptr;

void listen(const trace::Step& step) {
  if (listened_before != nullptr) listened_before(step);
  if (of_this_thread == nullptr && make_another != nullptr) make_another();
  if (of_this_thread != nullptr) of_this_thread->step(step);
}

/// A time of the clock, on the scale on which it tells its own.
std::int64_t microseconds_of(std::int64_t nanoseconds) {
  if (nanoseconds == std::numeric_limits<std::int64_t>::max()) return nanoseconds;
  if (nanoseconds < std::numeric_limits<std::int64_t>::min() + trace::time.zero) return 0;
  return (nanoseconds - trace::time.zero) / 1000;
}

}  // namespace

Monitor* Monitor::here() { return of_this_thread; }

Monitor::Monitor(Tell tell, Limits limits) : tell_(std::move(tell)), limits_(limits) {
  if (of_this_thread != nullptr) throw std::logic_error("Monitor: this thread has one already");
  running_.reserve(8);
  of_this_thread = this;
  if (!listening.exchange(true)) listened_before = std::exchange(trace::sink, listen);
}

Monitor::~Monitor() { of_this_thread = nullptr; }

Figures Monitor::figures() const {
  Figures figures = figures_;
  if (turn_began_) figures.turns.add(turn_took_);
  figures.unfinished = waits_.unfinished();
  return figures;
}

bool Monitor::dump(Output& out, Form form) {
  if (in_a_step_ != 0) return false;
  const std::int64_t now = read_clock();
  const bool json = form == Form::json;
  if (!running_.empty() && !running_.back().tick) {
    const std::int64_t took = std::max<std::int64_t>(now - running_.back().since, 0);
    const Place place = place_of(running_.back());
    if (json) out << "\"running\":{\"at\":\"" << place << "\",\"for_us\":" << took << "},";
    if (!json) out << "a job has been running for " << Span{took} << ", at " << place << "\n";
  }
  if (json) out << "\"tasks\":[";
  waits_.dump(out, now, form);
  if (json) out << "]";
  return true;
}

void Monitor::between_steps(void (*next)(Monitor&)) {
  if (asleep_) disturbed_ = 1;
  if (in_a_step_ == 0) return next(*this);
  next_.store(next, std::memory_order_relaxed);
}

void Monitor::for_other_threads(void (*make)()) {
  make_another = make;
  if (!listening.exchange(true)) listened_before = std::exchange(trace::sink, listen);
}

std::int64_t Monitor::read_clock() const {
  return trace::time.microseconds == nullptr ? now_ : trace::time.microseconds(trace::time.clock);
}

void Monitor::step(const trace::Step& step) {
  in_a_step_ = 1;
  if (asleep_) wake();
  switch (step.verb) {
    case Verb::post: post(step); break;
    case Verb::run: run(step); break;
    case Verb::done: done(); break;
    case Verb::arm: arm(step); break;
    case Verb::fire: fire(step); break;
    case Verb::sleep: sleep(step); break;
    case Verb::begin: begin(step); break;
    case Verb::suspend: suspend(step); break;
    case Verb::resume: resume(step); break;
    case Verb::end: end(step); break;
    case Verb::make: waits_.make(step); break;
    case Verb::source: waits_.source(step); break;
    case Verb::start: waits_.start(step); break;
    case Verb::wait: waits_.wait(step); break;
    case Verb::watch: waits_.watch(step); break;
    case Verb::resolve: resolve(step); break;
    case Verb::drop: drop(step); break;
    case Verb::stall: stalled(); break;
    case Verb::lose: lost_error(step); break;
    default: break;
  }
  in_a_step_ = 0;
  if (next_.load(std::memory_order_relaxed) != nullptr) next_.exchange(nullptr)(*this);
}

/// It is ready now, and cannot run before the job that posts it has ended; that job's time is not its delay.
void Monitor::post(const trace::Step& step) {
  Known& job = waits_.learn(step);
  if (job.kind != Known::Kind::timer) job.when = running_.empty() ? read_clock() : now_;
  job.queued = true;
  job.turn = turn_ + 1;
  figures_.deepest = std::max(figures_.deepest, ++figures_.depth);
  Running* const now = current();
  if (now != nullptr && !job.inner && job.place == now->job.place) now->came_back = true;
}

void Monitor::run(const trace::Step& step) {
  beat();
  Running& now = running_.emplace_back();
  if (Known* const known = waits_.table().find(step.id.value)) {  // else it was posted before this monitor
    now.job = *known;
    now.tick = is_tick(*known);
    waits_.table().remove(known);
    if (figures_.depth != 0) --figures_.depth;
    if (now.job.turn > turn_) begin_turn(now.job.turn);
  }
  if (now.tick) return;  // it takes no time, but for sleeping
  now.since = now_ = read_clock();
  if (now.job.id != 0 && !now.job.called_off) note_delay(now.job);
}

void Monitor::note_delay(const Known& job) {
  const std::int64_t late = std::max<std::int64_t>(now_ - job.when, 0);
  figures_.lag.add(late);
  if (late >= limits_.starved.count() && !std::exchange(turn_starved_, true)) starved(job, late);
}

void Monitor::done() {
  if (running_.empty()) return;
  beat();
  Running& ended = running_.back();
  ++figures_.jobs;
  if (!ended.tick) {
    now_ = read_clock();
    const std::int64_t took = std::max<std::int64_t>(now_ - ended.since - ended.waited, 0);
    turn_took_ += took;
    if (!ended.job.called_off && !ended.came_back) ended.moved = true;
    turn_moved_ |= ended.moved;
    if (ended.came_back && !ended.moved) {
      turn_came_back_ = true;
      if (ended.stretch.frame != 0 || !ended.job.inner) came_back_at_ = place_of(ended);
    }
    judge(ended, took);
  }
  running_.pop_back();
}

void Monitor::arm(const trace::Step& step) {
  const std::int64_t due = microseconds_of(step.detail.value.number);
  // Never due: held by whoever keeps a loop open, and let go of without a word.
  if (due == std::numeric_limits<std::int64_t>::max() && waits_.table().find(step.id.value) == nullptr)
    return;
  Known& timer = waits_.learn(step);
  timer.kind = Known::Kind::timer;
  timer.when = due;
  timer.now = timer.when <= now_;
  if (!timer.now) return;
  Running* const now = current();
  if (now != nullptr && !timer.inner && timer.place == now->job.place) now->came_back = true;
  if (Known* const sleep = waits_.table().find(timer.other)) sleep->now = true;
}

/// A timer that was due when it was armed is a way to say "after the others", and no progress.
void Monitor::fire(const trace::Step& step) {
  const Known* const timer = waits_.table().find(step.id.value);
  if (timer == nullptr) return;
  (timer->now ? turn_came_back_ : turn_moved_) = true;
}

void Monitor::sleep(const trace::Step& step) {
  const std::int64_t until = microseconds_of(step.detail.value.number);
  if (running_.empty() || until <= now_) return;  // it only looks
  asleep_ = true;
  asleep_until_ = until;
}

/// The first step after a sleep. One that ended before its time, and in which nothing came of it, was none.
void Monitor::wake() {
  asleep_ = false;
  const std::int64_t before = now_;
  now_ = read_clock();
  const std::int64_t slept = std::max<std::int64_t>(now_ - before, 0);
  if (now_ >= asleep_until_ || disturbed_ != 0) turn_waited_ = true;
  disturbed_ = 0;
  running_.back().waited += slept;
  figures_.waited += slept;
  debt_ -= std::min(debt_, slept);
  if (debt_ == 0) blames_.clear();
}

void Monitor::begin(const trace::Step& step) {
  const Known& frame = waits_.begin(step);
  Running* const now = current();
  if (now == nullptr) return;
  now->moved = true;
  go_on(*now, frame);
}

void Monitor::suspend(const trace::Step& step) {
  Known* const frame = waits_.table().find(step.id.value);
  if (frame == nullptr) return;
  const Place before = std::exchange(frame->place, Place{step.detail.site.at});
  frame->about = step.detail.about.value;
  Running* const now = current();
  if (now == nullptr) return;
  (frame->place == before ? now->came_back : now->moved) = true;
  if (now->under_way) now->stretch.to = frame->place;
}

void Monitor::resume(const trace::Step& step) {
  Known* const frame = waits_.table().find(step.id.value);
  if (frame == nullptr) return;
  const std::uint64_t about = std::exchange(frame->about, 0);
  Running* const now = current();
  if (now == nullptr) return;
  if (!now->moved) now->moved = brings_something(waits_.table().find(about));
  go_on(*now, *frame);
}

void Monitor::end(const trace::Step& step) {
  if (Running* const now = current()) now->moved = true;
  if (!waits_.end(step)) never_awaited(step);
}

void Monitor::go_on(Running& now, const Known& frame) {
  now.under_way = now.stretch.frame == 0 || (!now.own && !frame.inner);
  if (!now.under_way) return;
  now.own = !frame.inner;
  now.stretch = {frame.id, frame.other, frame.name, frame.place, {}};
}

void Monitor::resolve(const trace::Step& step) {
  Known* const future = waits_.table().find(step.id.value);
  if (Running* const now = current()) (brings_something(future) ? now->moved : now->came_back) = true;
  if (future == nullptr) return;
  future->begun = true;
  future->failed = step.detail.value.number != 0;
}

/// A job that goes with its loop leaves the queue. One that its owner calls off runs, and does nothing.
void Monitor::drop(const trace::Step& step) {
  Known* const known = waits_.table().find(step.id.value);
  if (known == nullptr) return;
  if (known->queued && step.detail.value.number == 0) {
    known->called_off = true;
    return;
  }
  if (known->queued && figures_.depth != 0) --figures_.depth;
  waits_.forget(known);
}

void Monitor::begin_turn(std::uint32_t turn) {
  end_turn();
  turn_ = turn;
  turn_began_ = true;
}

void Monitor::beat() { beats_.store(beats_.load(std::memory_order_relaxed) + 1, std::memory_order_relaxed); }

bool Monitor::is_tick(const Known& job) const {
  return job.inner && *job.name != '\0' && std::strcmp(job.name, "tick") == 0;
}

}  // namespace unroll::monitor

#endif
