// Wrong: what was taken out of the queue is gone.
// Caught by: Scribe.WritesInTheOrderOfTheCalls (leak)
#pragma once

// A thread that owns a file: an object whose work is done elsewhere. This one stands in a well-known book, in
// another language, and has four defects. Each is about an end: of opening, of stopping, of what comes late,
// and of the thread. Mend them.
//
// Contract
// - A scribe is there when its book is open. What `open` throws the constructor throws, and no thread is
// left.
// - `write` brings nothing when the book has taken the line, or what it threw. The order of the calls is that
//   in the book.
// - `stop` is ready when all that was given before is written and the book is closed, in this order; it
//   brings what `close` threw. It may be asked for more than once.
// - A write behind `stop` is ready at once, with ScribeStopped.
// - The destructor stops, and returns when the thread has ended.
// - A book is used by the scribe's thread alone.

#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

namespace unroll {

/// What is written into. The calls may block, and may throw.
class Book {
 public:
  virtual ~Book() = default;
  virtual void open() = 0;
  virtual void write(const std::string& line) = 0;
  virtual void close() = 0;
};

class ScribeStopped : public std::runtime_error {
 public:
  ScribeStopped() : std::runtime_error("the scribe was stopped before: this is not written") {}
};

class Scribe {
 public:
  explicit Scribe(Book& book) : book_(book) {
    std::promise<void> open;
    std::future<void> opened = open.get_future();
    thread_ = std::thread([this, opening = std::move(open)]() mutable { live(std::move(opening)); });
    try {
      opened.get();
    } catch (...) {
      thread_.join();
      throw;
    }
  }
  Scribe(const Scribe&) = delete;
  Scribe& operator=(const Scribe&) = delete;
  ~Scribe() {
    (void)stop();
    thread_.join();
  }

  std::future<void> write(std::string line) {
    Work work([this, text = std::move(line)] { book_.write(text); });
    std::future<void> written = work.get_future();
    const std::lock_guard lock(mutex_);
    if (stopped_) return too_late();
    queue_.push_back(new Work(std::move(work)));
    changed_.notify_one();
    return written;
  }

  std::shared_future<void> stop() {
    const std::lock_guard lock(mutex_);
    stopped_ = true;
    changed_.notify_one();
    return closed_;
  }

 private:
  using Work = std::packaged_task<void()>;

  static std::future<void> too_late() {
    std::promise<void> never;
    never.set_exception(std::make_exception_ptr(ScribeStopped()));
    return never.get_future();
  }

  void live(std::promise<void> opened) {
    try {
      book_.open();
    } catch (...) {
      return opened.set_exception(std::current_exception());
    }
    opened.set_value();
    for (Work work = next(); work.valid(); work = next()) work();
    close_();
  }

  /// Nothing, when it is stopped and all is written.
  Work next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return stopped_ || !queue_.empty(); });
    if (queue_.empty()) return {};
    Work first = std::move(*queue_.front());
    queue_.pop_front();
    return first;
  }

  Book& book_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work*> queue_;  // guarded by mutex_
  bool stopped_ = false;     // guarded by mutex_
  Work close_{[this] { book_.close(); }};
  std::shared_future<void> closed_ = close_.get_future().share();
  std::thread thread_;
};

}  // namespace unroll
