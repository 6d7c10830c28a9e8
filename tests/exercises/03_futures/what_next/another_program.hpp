// Wrong: a prediction comes true if the program is changed: a is set first.
// Caught by: WhatNext.TheProgramIsStillTheSame (wrong value)
#pragma once

// Two chains, and a third that nobody keeps. What does the program say, and in which order? Fill the blanks.
// Who guesses that `set_value` runs somebody, or that a chain runs through in one go, is in for a surprise.
//
// Contract
// - `prediction` is what `program` says, line by line.
// - `program` stays as it is.

#include <exception>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include "03_futures/future.hpp"

namespace unroll {

using Say = std::function<void(std::string)>;

inline void program(const Say& say) {
  Loop loop;
  Promise<int> a(loop);
  Promise<int> b(loop);
  Promise<int> c(loop);

  Future<void> first = a.get_future()
                           .then([&](int n) {
                             say("a is " + std::to_string(n));
                             return n + 1;
                           })
                           .then([&](int n) { say("and one more is " + std::to_string(n)); });
  Future<void> second = b.get_future()
                            .then([&](int n) {
                              say("b is " + std::to_string(n));
                              if (n > 9) throw std::runtime_error("too much");
                            })
                            .then([&] { say("b is good"); })
                            .then([&](Future<void> before) {
                              try {
                                before.get();
                                say("all good");
                              } catch (const std::exception& error) {
                                say(std::string("caught: ") + error.what());
                              }
                            })
                            .then([&] { say("b is done"); });
  {
    Future<void> third = c.get_future().then([&](int) { say("c is here"); });
  }

  c.set_value(3);
  a.set_value(1);
  b.set_value(10);
  say("all three are set");
  loop.run();
  say(second.ready() ? "the second is ready" : "the second is not ready");
}

inline const std::vector<std::string> prediction = {
    "all three are set",    //
    "a is 1",               //
    "b is 10",              //
    "and one more is 2",    //
    "caught: too much",     //
    "b is done",            //
    "the second is ready",  //
};

}  // namespace unroll
