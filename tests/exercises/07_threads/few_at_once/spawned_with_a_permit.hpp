// Wrong: each is spawned when there is a permit, and gives it back when it is spawned, not when it ends.
// Caught by: FewAtOnce.NeverMoreThanSoManyRunAtATime (wrong value)
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
Task<> few_at_once(Loop& loop, std::size_t count, std::size_t at_once, Make make) {
  Semaphore permits(loop, at_once);
  Scope all(loop);
  for (std::size_t i = 0; i != count; ++i) {
    const Permit permit = co_await permits.acquire();
    all.spawn(make(i));
  }
  co_await all.join();
}

}  // namespace unroll
