#pragma once

#include <exception>
#include <type_traits>
#include <utility>
#include <variant>

namespace unroll {

/// `void` where an object is needed.
struct Nothing {};

/// T; for `void` Nothing, which can be kept and handed on like any other.
template <class T>
using Value = std::conditional_t<std::is_void_v<T>, Nothing, T>;

/// What an asynchronous operation came to: not yet known, a value, or an error.
template <class T>
class Result {
  static_assert(!std::is_same_v<T, std::exception_ptr>, "an exception_ptr is an error here, never a value");

 public:
  Result() = default;

  /// Not explicit, so that a function can return the value. Errors: what moving it throws.
  Result(Value<T> value) : what_(std::in_place_index<1>, std::move(value)) {}

  /// Not explicit, as above. Needs: `error` is not null.
  Result(std::exception_ptr error) : what_(std::in_place_index<2>, std::move(error)) {}

  /// Never throws: a value that throws while it is moved becomes the error that it threw, and so reaches
  /// whoever waits.
  Result(Result&& other) noexcept { *this = std::move(other); }
  Result& operator=(Result&& other) noexcept {
    try {
      what_ = std::move(other.what_);
    } catch (...) {
      what_ = std::current_exception();
    }
    return *this;
  }

  /// Becomes a value, made in place. Needs: not known yet.
  template <class U>
  void succeed(U&& value) {
    what_.template emplace<1>(std::forward<U>(value));
  }

  /// There is a value or an error; also after it was taken.
  bool known() const { return what_.index() != 0; }

  /// There is an error. False as long as nothing is known.
  bool failed() const { return what_.index() == 2; }

  /// Needs: it failed.
  const std::exception_ptr& error() const { return std::get<2>(what_); }

  /// The value, to look at; null if there is none.
  const Value<T>* value() const { return std::get_if<1>(&what_); }

  /// The value, moved out, or the error, thrown. Needs: known.
  T take() {
    if (failed()) std::rethrow_exception(error());
    if constexpr (!std::is_void_v<T>) return std::move(std::get<1>(what_));
  }

 private:
  std::variant<std::monostate, Value<T>, std::exception_ptr> what_;
};

/// Runs `function` and keeps what it came to, whichever way.
template <class T, class F>
Result<T> result_of(F&& function) {
  try {
    if constexpr (std::is_void_v<T>) {
      std::forward<F>(function)();
      return Nothing{};
    } else {
      return std::forward<F>(function)();
    }
  } catch (...) {
    return std::current_exception();
  }
}

}  // namespace unroll
