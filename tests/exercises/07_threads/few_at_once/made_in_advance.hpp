// Wrong: all of them are made at once, and only then begun a few at a time.
// Caught by: FewAtOnce.OnlyThoseExistThatRun (wrong value)
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
#include <vector>

#include "05_scopes/scope.hpp"
#include "07_threads/semaphore.hpp"

namespace unroll {

inline Task<> take_turns(std::size_t& next, std::vector<Task<>>& all) {
  while (next != all.size()) {
    Task<> mine = std::move(all[next++]);
    co_await std::move(mine);
  }
}

template <class Make>
Task<> few_at_once(Loop& loop, std::size_t count, std::size_t at_once, Make make) {
  std::vector<Task<>> all;
  for (std::size_t i = 0; i != count; ++i) all.push_back(make(i));
  std::size_t next = 0;
  Scope few(loop);
  for (std::size_t i = 0; i != at_once; ++i) few.spawn(take_turns(next, all));
  co_await few.join();
}

}  // namespace unroll
