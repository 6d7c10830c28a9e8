#pragma once

#include <chrono>
#include <exception>
#include <string>

#include "02_callbacks/timers.hpp"
#include "log.hpp"

namespace unroll::equivalence {

/// What every stage above the queue runs a program on: a loop whose time jumps, and the log.
struct World {
  explicit World(const Program& text) : program(text) {}

  const Program& program;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};
  Log log{program,
          [this] { return std::chrono::duration_cast<Milliseconds>(clock.now().time_since_epoch()); }};
};

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
