#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "03_futures/future.hpp"
#include "07_threads/executor.hpp"

namespace unroll {

/// Something that has happened or not, and tasks that wait for it. It does not count: two who set it are one;
/// to wait until several have ended take a Latch. Threads: the loop's. From another thread post to the
/// mailbox, which wakes the loop at once:
///   sender.post(Job([&event] { event.set(); }));
/// Errors: WrongThread for a direct call from there: the loop might be asleep and not hear of it.
/// Lifetime: whoever waits goes before it.
class Event {
 public:
  /// Not set. Needs: made on the thread of `loop`.
  explicit Event(Loop& loop) : loop_(loop) {}
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;

  /// Wakes all who wait. Who comes later does not wait, until `clear`. Cost: a job for each.
  void set() {
    home_.need("Event::set from another thread: post it through the mailbox of the event's loop");
    is_set_ = true;
    for (const auto& waiter : std::exchange(waiters_, {})) {
      if (const auto state = waiter.lock()) state->resolve(Nothing{});
    }
  }

  /// Who comes from here on waits. Whoever `set` has woken goes on all the same.
  void clear() {
    home_.need("Event::clear from another thread: post it through the mailbox of the event's loop");
    is_set_ = false;
  }

  /// Asked from another thread, it throws WrongThread: the answer would be old when it is there.
  bool is_set() const {
    home_.need("Event::is_set from another thread: ask there, in a job through the mailbox");
    return is_set_;
  }

  /// Ready at once if it is set, else by the next `set`. Errors, thrown here: WrongThread. Cost: one
  /// allocation.
  Future<void> wait(Site site = {}) {
    home_.need("Event::wait from another thread: an event belongs to one loop");
    auto waiter = std::make_shared<State<void>>(loop_, site);
    if (is_set_) {
      waiter->resolve(Nothing{});
    } else {
      if (waiters_.size() == waiters_.capacity())
        std::erase_if(waiters_, [](const auto& one) { return one.expired(); });
      waiters_.push_back(waiter);
    }
    return Future<void>(std::move(waiter));
  }

 private:
  Loop& loop_;
  OwnThread home_;
  bool is_set_ = false;
  std::vector<std::weak_ptr<State<void>>> waiters_;
};

}  // namespace unroll
