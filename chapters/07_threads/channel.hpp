#pragma once

#include <deque>
#include <optional>
#include <stdexcept>
#include <utility>

#include "04_coroutines/task.hpp"
#include "07_threads/semaphore.hpp"

namespace unroll {

/// A channel was closed, and somebody sends.
class ChannelClosed : public std::runtime_error {
 public:
  ChannelClosed() : std::runtime_error("the channel is closed: nobody takes any more") {}
};

/// A queue between tasks of one loop, with back-pressure: who sends waits while it is full, who receives
/// waits while it is empty. The bounded buffer of Dijkstra (1965), with its two semaphores: one counts the
/// room, one the values. No value is lost or doubled when a sender or a receiver is cancelled: as long as it
/// waits it has a permit at most, and permits are given back. (Who has a value has it: of two receivers in
/// one `race` both may have taken one in the same turn, and that of the loser is lost. `with_timeout` sees to
/// it that none is.) Lifetime: whoever waits goes before it. Threads: the loop's. Errors, brought:
/// WrongThread. Cost: six allocations to make; two for each value that is sent or received, beside the
/// queue's.
template <class T>
class Channel {
 public:
  /// Errors: std::invalid_argument for no room: a value has to be somewhere.
  Channel(Loop& loop, std::size_t room) : room_(loop, checked(room)), values_(loop, 0) {}

  /// Ends when the value is in the channel. Errors: ChannelClosed, also for those who wait when it is closed.
  Task<> send(T value) {
    Permit slot = co_await room_.acquire("send");
    if (closed_) throw ChannelClosed();
    queue_.push_back(std::move(value));
    slot.consume();
    values_.release();
  }

  /// The next value, in the order they were sent; nothing once it is closed and empty.
  Task<std::optional<T>> receive() {
    Permit next = co_await values_.acquire("receive");
    if (queue_.empty()) co_return std::nullopt;  // closed; the permit goes on to the next who asks
    std::optional<T> value(std::move(queue_.front()));
    queue_.pop_front();
    next.consume();
    room_.release();
    co_return value;
  }

  /// Nothing more will be sent. What is in it can still be received.
  void close() {
    home_.need("Channel::close from another thread: post it through the mailbox of the channel's loop");
    if (std::exchange(closed_, true)) return;
    values_.release();  // one permit for the end, which goes from receiver to receiver,
    room_.release();    // and one that tells the senders who wait
  }

  /// Values that were sent and have not been received; senders who wait are not among them.
  std::size_t size() const { return queue_.size(); }

  /// Nothing more can be sent; there may be values to receive all the same.
  bool is_closed() const { return closed_; }

 private:
  static std::size_t checked(std::size_t room) {
    if (room == 0) throw std::invalid_argument("Channel: without room nothing could be sent");
    return room;
  }

  OwnThread home_;
  Semaphore room_;
  Semaphore values_;
  std::deque<T> queue_;
  bool closed_ = false;
};

}  // namespace unroll
