// Wrong: who has failed makes the next one, and then gives up.
// Caught by: FewAtOnce.TheFirstErrorEndsIt (wrong value)
#pragma once

// A hundred thousand addresses are to be fetched, ten at a time. This does it: a semaphore sees to the ten.
// But a hundred thousand tasks stand before it, each with its frame. Let only those exist that run.
//
// Contract
// - `few_at_once` runs the tasks that `make(0)` … `make(count - 1)` make: each once, begun in this order, and
//   never more than `at_once` at a time. It ends when all have ended.
// - When one has ended the next begins, whatever the others do.
// - A task is made when it is its turn, and not before: so few of them exist as run, and so few others as do
//   it (at most as many again, and two).
// - The first error ends it: those that run are destroyed, the rest is never made, and that error is
//   thrown.

#include <algorithm>
#include <cstddef>

#include "05_scopes/scope.hpp"

namespace unroll {

/// One of the few: as long as something is left, he does the next.
template <class Make>
Task<> take_turns(std::size_t& next, std::size_t count, Make& make) {
  while (next != count) {
    try {
      co_await make(next++);
    } catch (...) {
      const Task<> its_successor = make(next++);
      throw;
    }
  }
}

/// `make(number)` makes a Task<>.
template <class Make>
Task<> few_at_once(Loop& loop, std::size_t count, std::size_t at_once, Make make) {
  std::size_t next = 0;
  Scope few(loop);
  for (std::size_t i = 0; i != std::min(at_once, count); ++i) few.spawn(take_turns(next, count, make));
  co_await few.join();
}

}  // namespace unroll
