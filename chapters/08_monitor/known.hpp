#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "08_monitor/output.hpp"

namespace unroll::monitor {

/// What is known of one job, timer, future, frame or descriptor while it is there.
struct Known {
  enum class Kind : std::uint8_t { job, timer, future, task, frame, descriptor };

  std::uint64_t id = 0;       // 0: this place of the table is free
  std::uint64_t about = 0;    // a frame: what it waits for; a future: what will bring it; a task: its frame
  std::uint64_t other = 0;    // a frame: who awaits it; a future: the one that is made from it
  std::uint64_t waiter = 0;   // a future: the job that waits for it
  const char* name = "";      // a label; of a frame its function
  Place place;                // where it was asked for; of a frame, where it is
  std::int64_t when = 0;      // a timer: due; a job: ready since; a descriptor: its number; a task: its name
  std::uint32_t turn = 0;     // a job: in which it is to run
  std::uint16_t sources = 0;  // a future: how many will bring it, as far as it matters
  Kind kind = Kind::job;
  bool inner : 1 = true;  // its place is the toolkit's, not the program's
  bool queued : 1 = false;
  bool called_off : 1 = false;
  bool now : 1 = false;     // a timer that was due when it was armed
  bool begun : 1 = false;   // a frame; a future that was resolved
  bool failed : 1 = false;  // a future
  bool root : 1 = false;    // a frame that was started
};

/// A table of them by their ids, in one piece of memory, half of it free; only growing allocates. A pointer
/// into it lives until the next `add` or `remove`. Cost: a few nanoseconds for each of them.
class KnownTable {
 public:
  KnownTable() : slots_(128) {}

  Known* find(std::uint64_t id) {
    return const_cast<Known*>(std::as_const(*this).find(id));  // NOLINT: the table is not const
  }
  const Known* find(std::uint64_t id) const {
    if (id == 0) return nullptr;
    for (std::size_t at = home(id);; at = next(at)) {
      if (slots_[at].id == id) return &slots_[at];
      if (slots_[at].id == 0) return nullptr;
    }
  }

  /// The one with this id, which is new if there was none. Needs: `id` is not 0.
  Known& add(std::uint64_t id) {
    std::size_t at = home(id);
    while (slots_[at].id != 0 && slots_[at].id != id) at = next(at);
    if (slots_[at].id == id) return slots_[at];
    if ((size_ + 1) * 2 > slots_.size()) {
      grow();
      return add(id);
    }
    ++size_;
    slots_[at].id = id;
    return slots_[at];
  }

  /// Whoever was put off by it moves up, so that no gap stands between a known one and its place.
  void remove(Known* known) {
    --size_;
    auto gap = static_cast<std::size_t>(known - slots_.data());
    for (std::size_t at = next(gap); slots_[at].id != 0; at = next(at)) {
      if (((at - home(slots_[at].id)) & mask()) < ((at - gap) & mask())) continue;
      slots_[gap] = slots_[at];
      gap = at;
    }
    slots_[gap] = Known();
  }

  std::size_t size() const { return size_; }

  template <class Function>
  void each(Function&& function) const {
    for (const Known& known : slots_) {
      if (known.id != 0) function(known);
    }
  }

 private:
  std::size_t mask() const { return slots_.size() - 1; }
  std::size_t home(std::uint64_t id) const {
    const std::uint64_t scattered = (id >> 4) * 0x9E37'79B9'7F4A'7C15;  // 2^64 by the golden ratio
    return static_cast<std::size_t>(scattered >> shift_ << 4 | (id & 15));
  }
  std::size_t next(std::size_t at) const { return (at + 1) & mask(); }

  void grow() {
    std::vector<Known> before(slots_.size() * 2);
    before.swap(slots_);
    --shift_;
    for (const Known& known : before) {
      if (known.id == 0) continue;
      std::size_t at = home(known.id);
      while (slots_[at].id != 0) at = next(at);
      slots_[at] = known;
    }
  }

  std::vector<Known> slots_;
  std::size_t size_ = 0;
  int shift_ = 64 - 3;  // eight times sixteen places at the beginning
};

}  // namespace unroll::monitor
