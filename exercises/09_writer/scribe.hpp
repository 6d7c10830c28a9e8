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
  explicit Scribe(Book& book) : book_(book) {}
  Scribe(const Scribe&) = delete;
  Scribe& operator=(const Scribe&) = delete;
  ~Scribe() { thread_.join(); }

  std::future<void> write(std::string line) {
    return ask(Work([this, line = std::move(line)] { book_.write(line); }));
  }

  std::shared_future<void> stop() {
    return ask(Work([this] { stopped_ = true; })).share();
  }

 private:
  using Work = std::packaged_task<void()>;

  std::future<void> ask(Work work) {
    const std::lock_guard lock(mutex_);
    queue_.push_back(std::move(work));
    changed_.notify_one();
    return queue_.back().get_future();
  }

  void live() {
    try {
      book_.open();
      while (!stopped_) next()();
      book_.close();
    } catch (const std::exception&) {
      return;  // nobody is here who could be told
    }
  }

  Work next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !queue_.empty(); });
    Work first = std::move(queue_.front());
    queue_.pop_front();
    return first;
  }

  Book& book_;
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<Work> queue_;  // guarded by mutex_
  bool stopped_ = false;    // of the thread alone
  std::thread thread_{[this] { live(); }};
};

}  // namespace unroll
