// Wrong: a function that returns a future has its errors in the future.
// Caught by: Then.BringsTheErrorInPlaceOfAFuture (wrong value)
#pragma once

// `then` says what comes next. It is a cell that owns the future it waits for and the function in between.
// What it returns is told by types, in `Continuation`, which is there; when it does what, you write: the
// four places with a `todo`. This is the header of the chapter, and all that stands above it will run on
// yours.
//
// Contract
// - `then` never runs the function here and now, also if the value is there already: it runs in a job of the
//   loop.
// - A function that takes a value (none, for void) runs only on success. An error passes by it, and arrives
//   at the future of `then`.
// - A function that takes the ready Future<T> runs in both cases.
// - The future of `then` brings what the function returns, or the error that it throws.
// - A Future that the function returns is waited for: its value or its error arrives. If it is empty, a
//   std::logic_error arrives.
// - Destroying the future of `then` calls all off: what has not run does not run, what was returned is
//   destroyed. The function itself may do this.
// - A chain of 100,000 may be destroyed, of steps or of returned futures, and the stack does not grow with
//   it: `each_source` shows the cells that this one waits for.

#include <exception>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>

#include "03_futures/future.hpp"

namespace unroll {

/// What a function given to `then` returns, and what the future of `then` therefore stands for.
template <class T, class F>
struct Continuation {
  template <class G, class U>
  struct TakesValue : std::invoke_result<G&, U> {};
  template <class G>
  struct TakesValue<G, void> : std::invoke_result<G&> {};
  template <class R>
  struct Unwrapped {
    using type = R;
    static constexpr bool is_future = false;
  };
  template <class R>
  struct Unwrapped<Future<R>> {
    using type = R;
    static constexpr bool is_future = true;
  };

  static constexpr bool takes_future = std::is_invocable_v<F&, Future<T>>;
  using Returned =
      typename std::conditional_t<takes_future, std::invoke_result<F&, Future<T>>, TakesValue<F, T>>::type;
  using ValueType = typename Unwrapped<Returned>::type;
  static constexpr bool returns_future = Unwrapped<Returned>::is_future;
};

/// The cell behind `then`: owns the future it waits for and the function in between, and after the function's
/// run the future that the function may have returned.
template <class T, class F>
class Then final : public State<typename Continuation<T, F>::ValueType> {
  using Types = Continuation<T, F>;
  using U = typename Types::ValueType;
  using Returned = typename Types::Returned;

 public:
  Then(Future<T> source, F function, Site site)
      : State<U>(source.loop(), site, source.id()),
        source_(std::move(source)),
        function_(std::move(function)) {
    source_.wait(Job([this] { run(); }), site, this->id());
  }

  void each_source(const Cell::Visit& visit) override {
    visit(source_.cell());
    if constexpr (Types::returns_future) visit(returned_.cell());
  }

 private:
  void run() {
    const Cell::Slot alive =
        this->shared_from_this();  // the function may drop the future that owns this cell
    if constexpr (!Types::takes_future) {
      Result<T> result = source_.take();
      if (result.failed()) return this->resolve(result.error());
      proceed([&] {
        if constexpr (std::is_void_v<T>)
          return function_();
        else
          return function_(result.take());
      });
    } else {
      proceed([&] { return function_(std::move(source_)); });
    }
  }

  void proceed(auto call) {
    Result<Returned> came_to = result_of<Returned>(call);
    if constexpr (Types::returns_future) {
      returned_ = came_to.take();
      if (!returned_.valid())
        return this->resolve(
            std::make_exception_ptr(std::logic_error("then: the function returned an empty Future")));
      returned_.wait(Job([this] { this->resolve(returned_.take()); }), {}, this->id());
    } else {
      this->resolve(std::move(came_to));
    }
  }

  Future<T> source_;
  F function_;
  std::conditional_t<Types::returns_future, Returned, Nothing> returned_;
};

template <class T>
template <class F>
auto Future<T>::then(F function, Site site) && {
  using Node = Then<T, F>;
  return Future<typename Continuation<T, F>::ValueType>(
      std::make_shared<Node>(std::move(*this), std::move(function), site));
}

}  // namespace unroll
