#pragma once

#include <string>

namespace unroll {

class Loop;

/// Something that was begun on a loop and has not ended. A loop that runs dry while one of these is left has
/// been let down: whoever should have gone on was never woken. It stands in the loop's list from birth to
/// death, so the list is always right. From chapter 4 on every started task is one; a queue alone has none.
/// Lifetime: dies before its loop. Threads: the loop's. Cost: two pointers and a virtual table's, no
/// allocation.
class Unfinished {
 public:
  /// Enters the loop's list, in front: the newest is told first.
  explicit Unfinished(Loop& loop);
  virtual ~Unfinished() { leave(); }
  Unfinished(const Unfinished&) = delete;
  Unfinished& operator=(const Unfinished&) = delete;

  /// What it is and where it waits, one line or more, each ended by a newline.
  virtual std::string describe() const = 0;

 protected:
  /// It has ended after all. Twice is once.
  void leave() noexcept {
    if (slot_ == nullptr) return;
    *slot_ = next_;
    if (next_ != nullptr) next_->slot_ = slot_;
    slot_ = nullptr;
  }

 private:
  friend class Loop;
  Unfinished* next_ = nullptr;
  Unfinished** slot_ = nullptr;  // the pointer that points here: the loop's first, or the neighbour's next
};

}  // namespace unroll
