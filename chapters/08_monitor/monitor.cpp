#include "08_monitor/monitor.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace unroll::monitor {

using trace::Verb;

namespace {

thread_local Monitor* of_this_thread = nullptr;
trace::Sink listened_before = nullptr;
std::atomic<bool> listening = false;  // from the first monitor on

void (*make_another)() = nullptr;

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

/// The door of the trace, for all threads.
void Monitor::listen(const trace::Step& step) {
  if (listened_before != nullptr) listened_before(step);
  if (of_this_thread == nullptr && make_another != nullptr) make_another();
  if (of_this_thread != nullptr) of_this_thread->step(step);
}

inline void Monitor::step(const trace::Step& step) {
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

}  // namespace unroll::monitor

#endif
