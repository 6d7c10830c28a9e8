#pragma once

#include <cstddef>
#include <exception>
#include <memory>
#include <stdexcept>
#include <utility>
#include <vector>

#include "03_futures/future.hpp"

namespace unroll {

/// Which result ends the wait for the first of several.
enum class First { success, end };

/// The cell behind `any`, and behind chapter 5's `race`.
template <class T>
class FirstOf final : public State<T> {
 public:
  /// Errors: std::invalid_argument for no `sources`; std::logic_error if one of them is empty.
  FirstOf(Loop& loop, std::vector<Future<T>> sources, First which, Site site)
      : State<T>(loop, site), sources_(std::move(sources)), which_(which), left_(sources_.size()) {
    if (sources_.empty()) throw std::invalid_argument("the first of nothing would never come");
    for (std::size_t i = 0; i != sources_.size(); ++i) {
      sources_[i].wait(Job([this, i] { arrived(i); }), site, this->id());
    }
  }

  void each_source(const Cell::Visit& visit) override {
    for (auto& source : sources_) visit(source.cell());
  }

 private:
  void arrived(std::size_t i) {
    const Cell::Slot alive = this->shared_from_this();  // a loser's clean-up may drop the future of this
    Result<T> result = sources_[i].take();
    --left_;
    if (result.failed() && which_ == First::success) {
      if (first_error_ == nullptr) first_error_ = result.error();
      if (left_ == 0) this->resolve(first_error_);
      return;
    }
    destroy_losers();
    if (alive.use_count() == 1) return;  // one did: nobody is left to be told
    this->resolve(std::move(result));
  }

  void destroy_losers() {
    std::vector<Cell::Slot> losers;
    for (auto& source : sources_) {
      if (!source.valid()) continue;
      take_back(*source.cell());
      losers.push_back(std::move(source.cell()));
    }
    dispose(std::move(losers));
  }

  std::vector<Future<T>> sources_;
  First which_;
  std::size_t left_;
  std::exception_ptr first_error_;
};

/// The first success: brings its value, and has destroyed the others, in their order, before anybody sees it.
/// If none succeeds: the error that came first. Destroying it cancels all. Errors: std::invalid_argument if
/// there is nothing to wait for. Cost: one allocation and an array.
template <class T>
Future<T> any(Loop& loop, std::vector<Future<T>> futures, Site site = {}) {
  return Future<T>(std::make_shared<FirstOf<T>>(loop, std::move(futures), First::success, site));
}

}  // namespace unroll
