// Wrong: a prediction comes true if the program is changed: Bob is kept until all is over.
// Caught by: WhoRuns.TheProgramIsStillTheSame (wrong value)
#pragma once

// Two families, each a parent that awaits a child, and a third that nobody keeps. Who speaks when? Fill the
// blanks. A call, a start, an await, a wake-up, an end: each of them says whose turn it is.
//
// Contract
// - `prediction` is what `program` says, line by line.
// - `program` stays as it is.

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "04_coroutines/start.hpp"

namespace unroll {

using Say = std::function<void(std::string)>;

/// Says goodbye when it is destroyed.
struct Goodbye {
  const Say& say;
  std::string name;
  ~Goodbye() { say("goodbye " + name); }
};

inline Task<> child(const Say& say, std::string name, Future<void> gate) {
  const Goodbye goodbye{say, name};
  say(name + " waits");
  co_await std::move(gate);
  say(name + " goes on");
}

inline Task<> parent(const Say& say, std::string name, Future<void> gate) {
  const Goodbye goodbye{say, name};
  Task<> waiting = child(say, name + "'s child", std::move(gate));
  say(name + " has a child");
  co_await std::move(waiting);
  say(name + " goes on");
}

inline void program(const Say& say) {
  Loop loop;
  loop.on_report([&](const std::string&) { say("somebody still waits"); });
  Promise<void> opened(loop);
  Promise<void> closed(loop);

  Future<void> a = start(loop, parent(say, "Ada", opened.get_future()));
  Future<void> b = start(loop, parent(say, "Bob", closed.get_future()));
  { Future<void> c = start(loop, parent(say, "Cy", Future<void>())); }
  loop.post([&] {
    opened.set_value();
    say("the gate is open");
    closed.set_value();
  });
  say("all are started");
  loop.run();
  b = {};
}

inline const std::vector<std::string> prediction = {
    "all are started",      //
    "Ada has a child",      //
    "Ada's child waits",    //
    "Bob has a child",      //
    "Bob's child waits",    //
    "the gate is open",     //
    "Ada's child goes on",  //
    "goodbye Ada's child",  //
    "Ada goes on",          //
    "goodbye Ada",          //
    "Bob's child goes on",  //
    "goodbye Bob's child",  //
    "Bob goes on",          //
    "goodbye Bob",          //
};

}  // namespace unroll
