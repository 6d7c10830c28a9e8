#pragma once

// The pairs that a check is tried on: two that keep their promises, and five that do not, one of them in two
// ways, and one in three.
#include <exception>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/five_broken.hpp"
#include "03_futures/future.hpp"

namespace unroll::broken {

/// The promise and the future of the chapter.
class OfTheChapter final : public Pair {
 public:
  explicit OfTheChapter(Loop& loop) : promise_(loop), future_(promise_->get_future()) {}

  void set_value(int value) override { promise().set_value(value); }
  void set_error(std::string why) override {
    promise().set_exception(std::make_exception_ptr(std::runtime_error(why)));
  }
  void destroy_promise() override { promise_.reset(); }
  void wait(std::function<void(std::string)> waiter) override {
    end_ = std::move(future_).then([waiter = std::move(waiter)](Future<int> ended) { waiter(text(ended)); });
  }

 private:
  Promise<int>& promise() {
    if (!promise_) throw std::logic_error("the promise is destroyed");
    return *promise_;
  }
  static std::string text(Future<int>& ended) {
    try {
      return std::to_string(ended.get());
    } catch (const BrokenPromise&) {
      return "error: broken promise";
    } catch (const std::exception& error) {
      return std::string("error: ") + error.what();
    }
  }

  std::optional<Promise<int>> promise_;
  Future<int> future_;
  Future<void> end_;
};

enum class Fault {
  none,  // only slow: whoever waits is called two turns later
  calls_here_and_now,
  sometimes_here_and_now,  // when the value is there already
  loses_an_early_value,
  breaks_in_silence,
  loses_errors,
  takes_a_second_value,
  drops_a_second_value,  // and says nothing
  throws_and_takes,      // a second value, all the same
};

/// One made by hand, with a fault.
class ByHand final : public Pair {
 public:
  ByHand(Loop& loop, Fault fault) : state_(std::make_shared<State>(State{loop, fault, {}, {}})) {}

  void set_value(int value) override { keep(std::to_string(value)); }
  void set_error(std::string why) override {
    if (state_->fault != Fault::loses_errors) keep("error: " + why);
  }
  void destroy_promise() override {
    if (std::exchange(kept_, true) || state_->fault == Fault::breaks_in_silence) return;
    state_->arrived("error: broken promise");
  }
  void wait(std::function<void(std::string)> waiter) override {
    state_->waiter = std::move(waiter);
    if (!state_->text || state_->fault == Fault::loses_an_early_value) return;
    if (state_->fault == Fault::sometimes_here_and_now) return state_->call();
    State::post(state_, 2);
  }

 private:
  struct State : std::enable_shared_from_this<State> {
    State(Loop& its_loop, Fault its_fault, std::optional<std::string> its_text,
          std::function<void(std::string)> its_waiter)
        : loop(its_loop), fault(its_fault), text(std::move(its_text)), waiter(std::move(its_waiter)) {}

    void arrived(std::string what) {
      text = std::move(what);
      if (!waiter) return;
      if (fault == Fault::calls_here_and_now) return call();
      post(shared_from_this(), 2);
    }
    void call() {
      if (waiter) std::exchange(waiter, nullptr)(*text);
    }
    static void post(const std::shared_ptr<State>& state, int turns) {
      state->loop.post([state, turns] {
        if (turns == 1) return state->call();
        post(state, turns - 1);
      });
    }

    Loop& loop;
    Fault fault;
    std::optional<std::string> text;
    std::function<void(std::string)> waiter;
  };

  void keep(std::string what) {
    const Fault fault = state_->fault;
    if (kept_ && fault == Fault::drops_a_second_value) return;
    const bool refused = std::exchange(kept_, true) && fault != Fault::takes_a_second_value;
    if (!refused || fault == Fault::throws_and_takes) state_->arrived(std::move(what));
    if (refused) throw std::logic_error("kept already");
  }

  std::shared_ptr<State> state_;
  bool kept_ = false;
};

}  // namespace unroll::broken
