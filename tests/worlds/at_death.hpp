#pragma once

#include <string>
#include <utility>

namespace unroll::worlds {

/// Writes its name into a log when it dies, unless it was moved away before. As a function it does nothing.
class AtDeath {
 public:
  AtDeath(std::string& log, char name) : log_(&log), name_(name) {}
  AtDeath(AtDeath&& other) noexcept : log_(std::exchange(other.log_, nullptr)), name_(other.name_) {}
  AtDeath& operator=(AtDeath&&) = delete;
  ~AtDeath() {
    if (log_ != nullptr) *log_ += name_;
  }

  template <class T>
  T operator()(T value) const {
    return value;
  }

 private:
  std::string* log_;
  char name_;
};

}  // namespace unroll::worlds
