#pragma once

#include <utility>
#include <vector>

namespace unroll {

/// A vector of what only moves, which no braces of std::vector take: `all(loop, Several{ask(1), ask(2)})`.
/// Write it with braces: they evaluate from left to right, parentheses in any order, and a future's work
/// begins when it is asked for. Cost: one allocation.
template <class T>
class Several : public std::vector<T> {
 public:
  /// `first` says of what type all are; the others are converted to it.
  template <class... More>
  explicit Several(T first, More... more) {
    this->reserve(1 + sizeof...(more));
    this->push_back(std::move(first));
    (this->push_back(std::move(more)), ...);
  }
};

}  // namespace unroll
