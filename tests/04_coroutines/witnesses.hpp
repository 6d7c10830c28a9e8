#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/future.hpp"

namespace unroll {

/// What happened, in order.
using Steps = std::vector<std::string>;

/// A clean-up: writes its name down when it dies. One that was moved away is silent.
class Goodbye {
 public:
  Goodbye(Steps& steps, std::string name) : steps_(&steps), name_(std::move(name)) {}
  Goodbye(Goodbye&& other) noexcept
      : steps_(std::exchange(other.steps_, nullptr)), name_(std::move(other.name_)) {}
  Goodbye& operator=(Goodbye&&) = delete;
  ~Goodbye() {
    if (steps_ != nullptr) steps_->push_back(name_);
  }

 private:
  Steps* steps_;
  std::string name_;
};

/// Does something when it dies: what a clean-up that is not written with care may do.
template <class F>
class AtEnd {
 public:
  explicit AtEnd(F function) : function_(std::make_unique<F>(std::move(function))) {}
  AtEnd(AtEnd&&) noexcept = default;
  AtEnd& operator=(AtEnd&&) = delete;
  ~AtEnd() {
    if (function_ != nullptr) (*function_)();
  }

 private:
  std::unique_ptr<F> function_;
};

/// g++ makes no tail calls under its sanitizers, so there the stack does grow.
#if !defined(__clang__) && (defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__))
inline constexpr bool stack_grows = true;
#else
inline constexpr bool stack_grows = false;
#endif
inline constexpr int deep = stack_grows ? 5'000 : 100'000;

/// The error's text, or "" if there is none.
template <class T>
std::string error_of(Result<T> result) {
  if (!result.failed()) return "";
  try {
    std::rethrow_exception(result.error());
  } catch (const std::exception& error) {
    return error.what();
  } catch (...) {
    return "not a std::exception";
  }
}

}  // namespace unroll
