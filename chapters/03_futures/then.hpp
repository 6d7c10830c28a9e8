#pragma once

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
  /// What G returns when it takes a U.
  template <class G, class U>
  struct TakesValue : std::invoke_result<G&, U> {};

  /// What G returns where there is no value to take.
  template <class G>
  struct TakesValue<G, void> : std::invoke_result<G&> {};

  /// R, if it is no future.
  template <class R>
  struct Unwrapped {
    using type = R;                           ///< what the future of `then` brings
    static constexpr bool is_future = false;  ///< it is known when the function has returned
  };

  /// What is in the future that was returned.
  template <class R>
  struct Unwrapped<Future<R>> {
    using type = R;                          ///< what the future of `then` brings
    static constexpr bool is_future = true;  ///< it is waited for first
  };

  /// It is given the ready future and sees errors too. One that could take both, as a generic lambda can, is
  /// given the future.
  static constexpr bool takes_future = std::is_invocable_v<F&, Future<T>>;

  /// What the function itself returns: perhaps a future.
  using Returned =
      typename std::conditional_t<takes_future, std::invoke_result<F&, Future<T>>, TakesValue<F, T>>::type;

  /// What the future of `then` brings: no future, for that is waited for.
  using ValueType = typename Unwrapped<Returned>::type;

  /// The function goes on in a future of its own.
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
  /// Waits for `source` on its loop. Errors: std::logic_error if it is empty.
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
      if (came_to.failed()) return this->resolve(came_to.error());
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
