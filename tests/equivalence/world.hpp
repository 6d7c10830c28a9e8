#pragma once

#include <chrono>
#include <cstddef>
#include <exception>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "02_callbacks/timers.hpp"
#include "log.hpp"

namespace unroll::equivalence {

/// Where a stage above the queue runs a program: a loop whose time jumps. Later stages have places of their
/// own, with more in them.
struct VirtualTime {
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
};

/// What the stages see of such a place, and the log. Lifetime: the place outlives this.
struct World {
  World(const Program& text, auto& place)
      : program(text), loop(place.loop), clock(place.clock), timers(place.timers) {
    loop.on_report([](const std::string&) {});  // errors behind the first are no part of what is compared
  }

  const Program& program;
  Loop& loop;
  FakeClock& clock;
  Timers& timers;
  Log log{program,
          [this] { return std::chrono::duration_cast<Milliseconds>(clock.now().time_since_epoch()); }};
};

/// Runs the first `jobs` jobs of a program that `whole` stands for, then lets go of it. Says whether it was
/// still under way. Errors: std::logic_error if anything is written afterwards.
inline bool drop(World& world, std::size_t jobs, auto whole) {
  while (jobs-- != 0 && world.loop.run_one()) {
  }
  const bool under_way = !world.loop.empty();
  whole.reset();
  const std::size_t written = world.log.size();
  world.loop.run();
  if (world.log.size() != written) throw std::logic_error("a program that was dropped has written something");
  return under_way;
}

/// What `fail` throws.
class Failed : public std::exception {
 public:
  explicit Failed(std::string label) : label_(std::move(label)) {}
  const char* what() const noexcept override { return label_.c_str(); }
  const std::string& label() const { return label_; }

 private:
  std::string label_;
};

/// The clean-up of a `finally`: runs once, at the end of its life at the latest. So it runs however the body
/// ended.
class CleanUp {
 public:
  CleanUp(Log& log, NodeId finally) : log_(&log), finally_(finally) {}
  CleanUp(CleanUp&& other) noexcept : log_(std::exchange(other.log_, nullptr)), finally_(other.finally_) {}
  CleanUp& operator=(CleanUp&&) = delete;
  ~CleanUp() { run(); }

  void run() {
    if (Log* log = std::exchange(log_, nullptr)) log->clean_up(finally_);
  }

 private:
  Log* log_;
  NodeId finally_;
};

}  // namespace unroll::equivalence
