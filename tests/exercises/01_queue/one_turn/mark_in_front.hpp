// Wrong: asks only behind the next job whether the turn is over: one more runs.
// Caught by: OneTurn.LeavesWhatItsJobsPostToTheNextTurn (wrong value)
#pragma once

// A turn is one round of the queue. Who runs until the queue is empty lets jobs that post each other keep
// everybody else waiting for ever; who runs a turn gets the word between two turns.
//
// Contract
// - `run_turn` runs the jobs that stand in the queue when it is called, in their order.
// - What these jobs post stays in the queue, for the next turn or for `run`.
// - With an empty queue it returns. Behind a turn in which nobody posted, the queue is empty.
// - An exception that a job throws leaves `run_turn`. The jobs behind that one are still queued, and the loop
//   is as good as before: its next `run`, or the next turn, goes on with them.

#include <memory>

#include "01_queue/loop.hpp"

namespace unroll {

/// Needs: no job of the loop is running.
inline void run_turn(Loop& loop) {
  const auto over = std::make_shared<bool>(false);
  loop.post([over] { *over = true; });  // owns what it sets: an error may leave it in the queue
  bool was_over = false;
  while (!was_over) {
    was_over = *over;
    loop.run_one();
  }
}

}  // namespace unroll
