#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "06_io/stream.hpp"

namespace unroll {

/// What is still to be sent to one peer, for whoever must not wait for him: a line to a hundred peers is put
/// into a hundred outboxes. What piles up leaves together, in one system call. It has a high watermark. Above
/// it `put` says no, and it is for its caller to decide: to drop the peer, or this message. Lifetime: as its
/// loop. Threads: the loop's. Cost: `put` moves the bytes into an array, and wakes who writes.
class Outbox {
 public:
  /// `high`: the high watermark, in bytes.
  Outbox(Loop& loop, std::size_t high) : loop_(loop), high_(high) {}

  /// Puts `bytes` behind what waits already. Never waits. False, and nothing is kept, if more than the high
  /// watermark would wait. Of nothing nothing is kept either.
  [[nodiscard]] bool put(std::string bytes) {
    const std::size_t size = bytes.size();
    if (size == 0) return true;
    if (waiting_ + size > high_) return false;
    parts_.push_back(std::move(bytes));
    waiting_ += size;
    if (news_) std::exchange(news_, std::nullopt)->set_value();
    return true;
  }

  /// How many bytes were put and have not left. Of those that leave together all count until the kernel has
  /// taken the last.
  std::size_t waiting() const { return waiting_; }

  /// Writes what is put, for ever. One at a time: a second one takes the place of one that has nothing to
  /// write, which ends with BrokenPromise. Lifetime: this and `peer` outlive the task. Errors: as
  /// Stream::write_all; what was being written is lost then, as it is when the task is destroyed meanwhile.
  Task<> write_to(Stream& peer) {
    while (true) {
      if (parts_.empty()) co_await news();
      const OnItsWay batch(waiting_);
      std::vector<std::string> parts = std::exchange(parts_, {});
      co_await peer.write_all(std::move(parts));
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
