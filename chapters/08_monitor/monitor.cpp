#include "08_monitor/monitor.hpp"

#if UNROLL_TRACE

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "00_trace/clocks.hpp"

namespace unroll::monitor {

Monitor::Monitor(Tell tell, Limits limits)
    : tell_(std::move(tell)),
      limits_(limits),
      last_before_(made_at_first_step_ ? last_before_any_ : trace::last_id.load(std::memory_order_relaxed)) {
  if (of_this_thread_ != nullptr) throw std::logic_error("Monitor: this thread has one already");
  running_.reserve(8);
  of_this_thread_ = awake_ = this;
  listen();
}

Monitor::~Monitor() { of_this_thread_ = awake_ = nullptr; }

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
  if (!running_.empty() && running_.back().of_loop && !running_.back().tick) {
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
  if (awake_ == nullptr) disturbed_ = 1;
  next_.store(next, std::memory_order_relaxed);
  if (in_a_step_ == 0) answer();
}

void Monitor::for_other_threads(void (*make)()) {
  make_another_ = make;
  last_before_any_ = trace::last_id.load(std::memory_order_relaxed);
  listen();
}

std::int64_t Monitor::read_clock() const {
  return trace::time.microseconds == nullptr ? now_ : trace::time.microseconds(trace::time.clock);
}

/// The first step of a thread, or behind a sleep. Perhaps nobody watches this thread.
void Monitor::awaken(const trace::Step& step, trace::Sink on) {
  if (of_this_thread_ != nullptr) {
    of_this_thread_->in_a_step_ = 1;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    of_this_thread_->wake();
  } else if (make_another_ != nullptr) {
    made_at_first_step_ = true;
    make_another_();
    made_at_first_step_ = false;
  }
  if (awake_ != nullptr) on(step);
}

/// A sleep that ended before its time, and in which nothing came of it, was none.
void Monitor::wake() {
  awake_ = this;
  beat();
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

/// A frame runs. The stretch is the first that is the program's own.
void Monitor::follow(Running& now, const Known& frame) {
  const bool own = !waits_.is_inner(frame.place.file());
  now.went_on |= now.own && own;
  now.under_way = !now.own && (own || now.stretch.frame == 0);
  now.own |= own;
  if (now.under_way) now.stretch = {frame.id, frame.other, frame.name, frame.place, {}};
}

/// A signal has come: now, or in the midst of the step that has just ended. The time that the answer takes is
/// not the next job's. Another one may come in the midst of the answer: it is answered behind it.
void Monitor::answer() {
  ended_in_ = 0;
  if (answering_ != 0) return;
  do {
    answering_ = 1;
    std::atomic_signal_fence(std::memory_order_seq_cst);
    while (const auto next = next_.exchange(nullptr)) next(*this);
    std::atomic_signal_fence(std::memory_order_seq_cst);
    answering_ = 0;
  } while (next_.load() != nullptr);  // it came where there was nothing left to answer
}

}  // namespace unroll::monitor

#endif
