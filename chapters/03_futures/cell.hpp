#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <utility>
#include <vector>

#include "02_callbacks/callback.hpp"

namespace unroll {

/// What stands behind a future: one node in the tree of who waits for whom. It owns the job of its waiter,
/// and, if it is itself made from other cells, those. Each cell has one owner (a scope's has two: the scope
/// and its join), so disposing of the root destroys the tree; the places (promises, timers, queued jobs) hold
/// tickets.
class Cell : public std::enable_shared_from_this<Cell> {
 public:
  /// Where somebody holds a cell, and so owns it; null once it was taken out.
  using Slot = std::shared_ptr<Cell>;

  /// Is shown each place; may take the cell out of it, and then owns it.
  using Visit = std::function<void(Slot&)>;

  Cell() = default;
  Cell(const Cell&) = delete;
  Cell& operator=(const Cell&) = delete;
  virtual ~Cell() = default;

  /// Shows the cells that this one waits for, first to last, in the places where it holds them.
  virtual void each_source(const Visit&) {}

  /// From here on nobody wants what this cell will bring: not even its error.
  virtual void give_up() { waiter = Job(); }

  Job waiter;  ///< is posted when this cell has what it waits for

 private:
  friend void take_back(Cell& root);
  bool found_ = false;  // only while `take_back` looks around
};

/// Takes back the tickets of a whole tree at once: nothing that waits in it will run. Destroys nothing of the
/// user's. Cost: each cell once, without recursion; also where it is no tree, for a task may wait for the
/// scope that it runs in.
inline void take_back(Cell& root) {
  std::vector<Cell*> found;
  found.reserve(8);  // one allocation for most trees
  const auto find = [&](Cell* cell) {
    if (cell != nullptr && !std::exchange(cell->found_, true)) found.push_back(cell);
  };
  find(&root);
  for (std::size_t i = 0; i != found.size(); ++i) {
    found[i]->give_up();
    found[i]->each_source([&](Cell::Slot& source) { find(source.get()); });
  }
  for (Cell* const cell : found) cell->found_ = false;
}

/// Destroys what `roots` own, from the leaves up, first to last, in a loop: a destructor that destroyed what
/// it owns, which destroyed what it owns … would overflow the stack at some depth. What a function's captures
/// or a frame's locals own is not seen here: a deep chain of those is recursion still. Whoever waited for
/// them is gone; a cell that has a second owner (a scope) outlives this and must not wake them, nor must one
/// whose turn has not come, where a clean-up before it runs the loop.
inline void dispose(std::vector<Cell::Slot> roots) {
  std::vector<Cell::Slot> left;
  for (; !roots.empty(); roots.pop_back()) {
    if (roots.back() == nullptr) continue;
    roots.back()->waiter = Job();
    left.push_back(std::move(roots.back()));
  }
  std::vector<Cell::Slot> sources;
  const auto take = [&](Cell::Slot& source) {
    if (source == nullptr) return;
    source->waiter = Job();
    sources.push_back(std::move(source));
  };
  while (!left.empty()) {
    left.back()->each_source(take);
    if (sources.empty()) left.pop_back();  // nothing is below it any more
    for (; !sources.empty(); sources.pop_back()) left.push_back(std::move(sources.back()));
  }
}

/// The same for one, without allocating where there is nothing below it.
inline void dispose(Cell::Slot root) {
  if (root == nullptr) return;
  root->waiter = Job();
  std::vector<Cell::Slot> sources;
  root->each_source([&](Cell::Slot& source) {
    if (source != nullptr) sources.push_back(std::move(source));
  });
  if (!sources.empty()) dispose(std::move(sources));
}

}  // namespace unroll
