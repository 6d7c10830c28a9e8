// Wrong: what a goodbye throws is a std::exception.
// Caught by: LastWords.WhateverAGoodbyeThrowsTheBodysErrorArrives (wrong value)
#pragma once

// Who has said hello to a server is to say goodbye, and that takes time. A destructor cannot wait: no
// destructor can co_await. Nor can a handler: C++ forbids co_await in a catch block. Write `with_session`.
//
// Contract
// - `body(session)` is run. What it returns or throws, `with_session` brings.
// - Before that, `say_goodbye` is awaited, once, whether the body has returned or thrown.
// - If the goodbye fails, its error is brought, unless the body has failed: then it is the body's error.
// - `hang_up` is called once and last, on every way out. Whoever destroys the task while it waits, in the
//   body or in the goodbye, cannot be made to wait: then `hang_up` is all that happens.

#include <exception>
#include <functional>
#include <utility>

#include "03_futures/result.hpp"
#include "04_coroutines/task.hpp"

namespace unroll {

/// A conversation with a server. It is over when `hang_up` was called.
class Session {
 public:
  Session() = default;
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;
  virtual ~Session() = default;

  virtual Loop& loop() = 0;
  virtual Task<> say_goodbye() = 0;  // takes time, and may fail
  virtual void hang_up() = 0;        // at once
};

class HangsUp {
 public:
  explicit HangsUp(Session& session) : session_(session) {}
  HangsUp(const HangsUp&) = delete;
  HangsUp& operator=(const HangsUp&) = delete;
  ~HangsUp() { session_.hang_up(); }

 private:
  Session& session_;
};

inline Task<int> with_session(Session& session, std::function<Task<int>(Session&)> body) {
  const HangsUp at_the_end(session);
  Result<int> result;
  try {
    result = co_await body(session);
  } catch (...) {
    result = std::current_exception();
  }
  try {
    co_await session.say_goodbye();
  } catch (const std::exception&) {
    if (!result.failed()) result = std::current_exception();
  }
  co_return result.take();
}

}  // namespace unroll
