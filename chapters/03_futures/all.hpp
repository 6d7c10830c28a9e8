#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <type_traits>
#include <utility>
#include <vector>

#include "03_futures/future.hpp"

namespace unroll {

/// What `all` of futures of T brings: their values in the order of the futures, or nothing for futures of
/// nothing.
template <class T>
using Values = std::conditional_t<std::is_void_v<T>, void, std::vector<Value<T>>>;

/// The cell behind `all`.
template <class T>
class All final : public State<Values<T>> {
 public:
  /// Resolves here and now if there are none. Errors: std::logic_error if one of `sources` is empty.
  All(Loop& loop, std::vector<Future<T>> sources, Site site)
      : State<Values<T>>(loop, site),
        sources_(std::move(sources)),
        results_(sources_.size()),
        left_(sources_.size()) {
    for (std::size_t i = 0; i != sources_.size(); ++i) {
      sources_[i].wait(Job([this, i] { arrived(i); }), site, this->id());
    }
    if (left_ == 0) finish();
  }
  ~All() override {
    if (first_error_ != nullptr) this->resolve(first_error_);  // reported as an error that nobody took
  }

  void each_source(const Cell::Visit& visit) override {
    for (auto& source : sources_) visit(source.cell());
  }

 private:
  void arrived(std::size_t i) {
    results_[i] = sources_[i].take();
    if (results_[i].failed()) keep_first(results_[i].error());
    if (--left_ == 0) finish();
  }

  void keep_first(std::exception_ptr error) {
    if (first_error_ != nullptr) return report_lost(this->loop(), error);
    first_error_ = std::move(error);
  }

  void finish() {
    if (first_error_ != nullptr) return this->resolve(first_error_);
    this->resolve(result_of<Values<T>>([this] { return values(); }));
  }

  Values<T> values() {
    if constexpr (!std::is_void_v<T>) {
      std::vector<T> values;
      values.reserve(results_.size());
      for (auto& result : results_) values.push_back(result.take());
      return values;
    }
  }

  std::vector<Future<T>> sources_;
  std::vector<Result<T>> results_;
  std::size_t left_;
  std::exception_ptr first_error_;
};

/// All at once: waits for every one of them, then brings their values in the order of `futures`, or the error
/// that came first; the loop is told of later ones, and of the first, too, if this dies before the last has
/// ended. It never leaves one behind that still runs. (Who wants the others stopped at the first error takes
/// a Scope, chapter 5.) Destroying it cancels all. Cost: one allocation and three arrays.
template <class T>
Future<Values<T>> all(Loop& loop, std::vector<Future<T>> futures, Site site = {}) {
  return Future<Values<T>>(std::make_shared<All<T>>(loop, std::move(futures), site));
}

}  // namespace unroll
