#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "08_monitor/output.hpp"

namespace unroll::monitor {

/// What is known of one job, timer, future or frame while it is there. One line of the cache.
struct alignas(64) Known {
  /// Who has the id; decides which of the fields below mean what.
  enum class Kind : std::uint8_t { job, timer, future, task, frame };

  std::uint64_t id = 0;     ///< 0: a free place
  std::uint64_t about = 0;  ///< a frame: what it waits for; a future: what will bring it; a task: its frame
  std::uint64_t other = 0;  ///< a frame: who awaits it; a future: the one that is made from it
  const char* name = "";    ///< a label; of a frame its function
  Place place;              ///< where it was asked for; of a frame, where it is
  union {
    std::int64_t when = 0;  ///< a timer: due; a job: ready since
    std::uint64_t waiter;   ///< a future: the job that waits for it
  };
  union {
    std::uint32_t turn = 0;   ///< a job: in which it is to run
    std::uint32_t task_name;  ///< a task: which of the names
    std::uint32_t goes_on;    ///< a future, a frame: the place of the frame that goes on when this has ended
  };
  std::uint32_t next = 0;       ///< the table's
  std::uint16_t sources = 0;    ///< a future: how many will bring it; the last number is so many or more
  Kind kind = Kind::job;        ///< a job, until a step says otherwise
  bool queued : 1 = false;      ///< a job that was posted and has not begun
  bool called_off : 1 = false;  ///< a job in the queue that will do nothing
  bool now : 1 = false;         ///< a timer that was due when it was armed, or the sleep of one
  bool begun : 1 = false;       ///< a frame; a future that was resolved
  bool failed : 1 = false;      ///< a future that was resolved with an error
  bool root : 1 = false;        ///< a frame that was started
  bool kernels : 1 = false;     ///< a future that the kernel brings: `about` is a descriptor
};
static_assert(sizeof(Known) == 64);

/// Of two numbers of turns that are not far from each other; behind the last comes 0.
inline bool is_later(std::uint32_t turn, std::uint32_t other) {
  return static_cast<std::int32_t>(turn - other) > 0;
}

/// A table of them by their ids: one piece of memory for all, in which each keeps its place, and chains that
/// lead there. A place that became free is the next to be used, for it is still in the cache. Only growing
/// allocates: the places double, with 96 bytes for each, and are kept until it dies. A pointer into it lives
/// until the next `add`. Errors: std::bad_alloc, of the constructor and of `add`. Threads: one at a time.
/// Cost: about ten instructions to find one.
class KnownTable {
 public:
  /// Allocates its first 64 places.
  KnownTable() { grow(); }

  /// Null if it is not known.
  Known* find(std::uint64_t id) {
    return const_cast<Known*>(std::as_const(*this).find(id));  // NOLINT: the table is not const
  }

  /// The same, to look at.
  const Known* find(std::uint64_t id) const {
    std::uint32_t at = heads_[home(id)];
    while (all_[at].id != id) {
      if (at == nobody) return nullptr;
      at = all_[at].next;
    }
    return &all_[at];
  }

  /// The one with this id, which is new if there was none. Needs: `id` is not 0.
  Known& add(std::uint64_t id);

  /// Its place is free. Needs: one of this table's, not null.
  void remove(Known* known);

  /// Where in the table it is. Good until it is removed.
  std::uint32_t place_of(const Known& known) const {
    return static_cast<std::uint32_t>(&known - all_.data());
  }

  /// Whoever has that place now, which may be nobody.
  const Known& at(std::uint32_t place) const { return all_[place]; }

  /// How many there are in it, not how many it has room for.
  std::size_t size() const { return size_; }

  /// Calls `function` with each, in no order. Needs: it neither adds nor removes.
  template <class Function>
  void each(Function&& function) const {
    for (const Known& known : all_) {
      if (known.id != 0 && known.id != no_id) function(known);
    }
  }

 private:
  // Ends each chain. Whoever is new begins as a copy of that place.
  static constexpr std::uint32_t nobody = 0;
  static constexpr std::uint64_t no_id = ~std::uint64_t{0};  // nobody's

  /// Ids are given one after the other: those of one request stand side by side, in one line of the cache.
  std::size_t home(std::uint64_t id) const { return static_cast<std::size_t>(id) & last_home_; }

  void grow();
  [[gnu::cold]] Known& grow_and_add(std::uint64_t id);

  std::vector<Known> all_;
  std::vector<std::uint32_t> heads_;
  std::size_t last_home_ = 0;  // of so many that all bits are set
  std::uint32_t free_ = nobody;
  std::size_t size_ = 0;
};

}  // namespace unroll::monitor
