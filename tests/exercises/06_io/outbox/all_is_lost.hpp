// Wrong: when a write fails all is lost, also what was put meanwhile.
// Caught by: Outbox.WhatIsPutDuringAWriteThatFailsIsKept (wrong value)
#pragma once

// A line to a hundred peers cannot wait for the slowest of them. So each peer has an outbox, and the outbox
// has a limit, or the memory is the limit. Write it; the chat server and the chapters above run on it.
//
// Contract
// - `put` never waits and writes nothing here and now. It puts the bytes behind what waits already.
// - If more than `high` bytes would wait then, it says false, and none of them is kept.
// - `waiting` is how many bytes were put and are not written yet. What leaves together is written when the
//   kernel has taken all of it; until then all of it counts. If it is lost, it waits no more.
// - `write_to` writes what was put and what will be, in that order. As long as there is nothing, it waits.
// - What piled up leaves together: in one system call, if the kernel takes it.
// - A write that fails ends `write_to` with its error, and what was being written is lost; so it is with a
//   `write_to` that is destroyed while it writes. Destroyed while it has nothing to write it loses nothing:
//   another one may follow.

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "06_io/stream.hpp"

namespace unroll {

/// What is still to be sent to one peer, for whoever must not wait for him: a line to a hundred peers is put
/// into a hundred outboxes. What piles up leaves together, in one system call. It has a high watermark. Above
/// it `put` says no, and it is for its caller to decide: to drop the peer, or to wait until others have been
/// served. Lifetime: as its loop. Threads: the loop's.
class Outbox {
 public:
  Outbox(Loop& loop, std::size_t high) : loop_(loop), high_(high) {}

  /// Puts `bytes` behind what waits already. Never waits. False, and nothing is kept, if more than the high
  /// watermark would wait.
  [[nodiscard]] bool put(std::string bytes) {
    const std::size_t size = bytes.size();
    if (waiting_ + size > high_) return false;
    parts_.push_back(std::move(bytes));
    waiting_ += size;
    if (news_) std::exchange(news_, std::nullopt)->set_value();
    return true;
  }

  /// How many bytes were put and have not left. Of those that leave together all count until the kernel has
  /// taken the last.
  std::size_t waiting() const { return waiting_; }

  /// Writes what is put, for ever. Once at a time. Lifetime: this and `peer` outlive the task. Errors: as
  /// Stream::write_all; what was being written is lost then.
  Task<> write_to(Stream& peer) {
    while (true) {
      if (parts_.empty()) co_await news();
      OnItsWay batch(waiting_);
      std::vector<std::string> parts = std::exchange(parts_, {});
      try {
        co_await peer.write_all(std::move(parts));
      } catch (...) {
        batch.takes_all();
        parts_.clear();
        throw;
      }
    }
  }

 private:
  /// All that waits now; it waits until this dies, when it was written or is lost.
  class OnItsWay {
   public:
    explicit OnItsWay(std::size_t& waiting) : waiting_(waiting), size_(waiting) {}
    OnItsWay(const OnItsWay&) = delete;
    OnItsWay& operator=(const OnItsWay&) = delete;
    ~OnItsWay() { waiting_ -= size_; }
    void takes_all() { size_ = waiting_; }

   private:
    std::size_t& waiting_;
    std::size_t size_;
  };

  Future<void> news() { return news_.emplace(loop_, "news").get_future(); }

  Loop& loop_;
  std::size_t high_;
  std::size_t waiting_ = 0;
  std::vector<std::string> parts_;
  std::optional<Promise<void>> news_;
};

}  // namespace unroll
