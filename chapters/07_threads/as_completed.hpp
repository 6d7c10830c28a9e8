#pragma once

#include <cstddef>
#include <deque>
#include <stdexcept>
#include <utility>
#include <vector>

#include "04_coroutines/task.hpp"
#include "07_threads/semaphore.hpp"

namespace unroll {

/// Several futures, one after the other in the order in which they come to an end:
///   for (AsCompleted<int> each(loop, std::move(futures)); each.left() != 0;) use(co_await each.next());
/// Ownership: owns the futures; destroyed, it cancels those that are left. Lifetime: outlives the task of
/// `next`. Threads: the loop's. Cost: four allocations to make; two for each `next`.
template <class T>
class AsCompleted {
 public:
  /// From here on they stand in the order in which they end, awaited or not. Errors: std::logic_error if one
  /// of `futures` is empty.
  AsCompleted(Loop& loop, std::vector<Future<T>> futures, Site site = {})
      : ended_(loop, 0), futures_(std::move(futures)), left_(futures_.size()) {
    for (std::size_t i = 0; i != futures_.size(); ++i) {
      futures_[i].wait(Job([this, i] {
                         order_.push_back(i);
                         ended_.release();
                       }),
                       site);
    }
  }
  AsCompleted(const AsCompleted&) = delete;
  AsCompleted& operator=(const AsCompleted&) = delete;
  ~AsCompleted() { futures_.clear(); }

  /// How many have not been brought yet.
  std::size_t left() const { return left_; }

  /// What the next one brings or throws. Several may ask at once. Errors: std::logic_error if none is left,
  /// or as many ask already as are left.
  Task<T> next() {
    if (asking_ >= left_) throw std::logic_error("AsCompleted::next: none is left");
    const Asks asks(asking_);
    Permit one = co_await ended_.acquire("next");
    one.consume();
    --left_;
    const std::size_t first = order_.front();
    order_.pop_front();
    co_return futures_[first].get();
  }

 private:
  /// Somebody waits for the next one.
  class Asks {
   public:
    explicit Asks(std::size_t& count) : count_(count) { ++count_; }
    Asks(const Asks&) = delete;
    Asks& operator=(const Asks&) = delete;
    ~Asks() { --count_; }

   private:
    std::size_t& count_;
  };

  Semaphore ended_;
  std::vector<Future<T>> futures_;
  std::deque<std::size_t> order_;
  std::size_t left_;
  std::size_t asking_ = 0;
};

}  // namespace unroll
