#pragma once

#include <cstddef>
#include <stdexcept>
#include <unordered_set>
#include <vector>

#include "03_futures/cell.hpp"

namespace unroll {

/// Every worker of a pool waits for a loop, and the loop for a worker of that pool.
class CircularWait : public std::logic_error {
 public:
  CircularWait()
      : std::logic_error(
            "call_on: every worker of this pool waits for this loop, and what they wait for needs a "
            "worker of this pool: none would ever go on. Give it another pool, or let jobs of a pool not "
            "wait for a loop") {}
};

enum class Lane;  // pool.hpp

/// A worker, as whoever it waits for knows it: of which pool, and how many there are. Null: no worker.
struct Worker {
  const void* pool = nullptr;  ///< its `Pool::id`
  std::size_t of = 0;          ///< how many that pool can have, as far as was known when it was asked
  Lane lane{};                 ///< of the job that it does
};

/// What a pool is to bring. Threads: of the loop that waits for it.
class CalledOn {
 public:
  /// Brings CircularWait instead.
  virtual void refuse() = 0;

  const void* pool = nullptr;  ///< `Pool::id` of where it was called; null: of none, or the answer is there
  Lane lane{};                 ///< in which lane

 protected:
  CalledOn() = default;
  CalledOn(const CalledOn&) = delete;
  CalledOn& operator=(const CalledOn&) = delete;
  ~CalledOn() = default;
};

/// Whether nothing but a worker of `pool` can wake whoever waits for `root`: all that it comes down to was
/// called there. Adds those to `calls`. Cost: walks the tree of who waits for whom.
inline bool waits_only_for(Cell& root, const void* pool, std::vector<CalledOn*>& calls) {
  std::vector<Cell*> left{&root};
  std::unordered_set<Cell*> seen;
  while (!left.empty()) {
    Cell* const cell = left.back();
    left.pop_back();
    if (!seen.insert(cell).second) continue;
    const std::size_t before = left.size();
    cell->each_source([&](Cell::Slot& source) {
      if (source != nullptr) left.push_back(source.get());
    });
    if (left.size() != before) continue;
    auto* const call = dynamic_cast<CalledOn*>(cell);
    if (call == nullptr || call->pool != pool) return false;
    calls.push_back(call);
  }
  return !calls.empty();
}

}  // namespace unroll
