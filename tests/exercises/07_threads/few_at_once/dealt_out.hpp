// Wrong: each of the few gets his share at the beginning, and keeps to it.
// Caught by: FewAtOnce.WhenOneHasEndedTheNextBegins (wrong value)
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

template <class Make>
Task<> do_a_share(std::size_t first, std::size_t count, std::size_t step, Make& make) {
  for (std::size_t i = first; i < count; i += step) co_await make(i);
}

template <class Make>
Task<> few_at_once(Loop& loop, std::size_t count, std::size_t at_once, Make make) {
  Scope few(loop);
  for (std::size_t i = 0; i != std::min(at_once, count); ++i) few.spawn(do_a_share(i, count, at_once, make));
  co_await few.join();
}

}  // namespace unroll
