#pragma once

#include <concepts>
#include <cstddef>
#include <memory>
#include <new>
#include <type_traits>
#include <utility>

#include "00_trace/trace.hpp"

namespace unroll {

/// Work as a value: any function `void()` with all that it captured, move-only captures too. `std::function`
/// would insist on copies, and C++20 has no `std::move_only_function`.
/// Ownership: the job owns its captures; they die with it, called or not.
/// Cost: no allocation up to 48 bytes of captures; one above, or where moving the captures can throw.
class Job {
 public:
  Job() = default;

  /// Not explicit: where a job is wanted, a lambda will do. Errors: what moving or copying `function` in
  /// throws. `id`: whom a trace shows; a job that only hands on another takes that one's.
  template <class F>
    requires(!std::same_as<std::decay_t<F>, Job> && std::invocable<std::decay_t<F>&>)
  Job(F&& function, trace::Id id = trace::new_id()) : id_(id) {
    hold<std::decay_t<F>>(std::forward<F>(function));
  }

  Job(Job&& other) noexcept : id_(other.id_) { take(other); }
  Job& operator=(Job&& other) noexcept {
    if (this != &other) {
      clear();
      id_ = other.id_;
      take(other);
    }
    return *this;
  }
  ~Job() { clear(); }

  /// Calls the function. Needs: `*this` is not empty.
  void operator()() { actions_->call(space_); }

  /// False for a job that was never set or was moved away.
  explicit operator bool() const { return actions_ != nullptr; }

  /// Who it is in a trace; goes along when the job is moved.
  trace::Id id() const { return id_; }

 private:
  /// What one type of function needs, kept apart from the function itself: a virtual table by hand.
  struct Actions {
    void (*call)(void*);
    void (*move)(void* from, void* to) noexcept;  // and destroys what is left in `from`
    void (*destroy)(void*) noexcept;
  };

  template <class F>
  static constexpr Actions actions_for{[](void* f) { (*static_cast<F*>(f))(); },
                                       [](void* from, void* to) noexcept {
                                         new (to) F(std::move(*static_cast<F*>(from)));
                                         static_cast<F*>(from)->~F();
                                       },
                                       [](void* f) noexcept { static_cast<F*>(f)->~F(); }};

  static constexpr std::size_t room = 48;
  template <class F>
  static constexpr bool fits =
      sizeof(F) <= room && alignof(F) <= alignof(void*) && std::is_nothrow_move_constructible_v<F>;

  template <class F>
  void hold(auto&& function) {
    if constexpr (fits<F>) {
      new (space_) F(std::forward<decltype(function)>(function));
      actions_ = &actions_for<F>;
    } else {
      auto boxed = [box = std::make_unique<F>(std::forward<decltype(function)>(function))] { (*box)(); };
      hold<decltype(boxed)>(std::move(boxed));
    }
  }

  void take(Job& other) noexcept {
    actions_ = std::exchange(other.actions_, nullptr);
    if (actions_ != nullptr) actions_->move(other.space_, space_);
  }

  void clear() noexcept {
    if (const Actions* actions = std::exchange(actions_, nullptr)) actions->destroy(space_);
  }

  alignas(void*) std::byte space_[room];
  const Actions* actions_ = nullptr;
  [[no_unique_address]] trace::Id id_{};
};

}  // namespace unroll
