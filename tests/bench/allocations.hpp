#pragma once

#include <cstddef>

namespace unroll {

/// How often this program has asked for memory so far: calls of `operator new`, of every form. A program that
/// links allocations.cpp counts; its memory comes from malloc as ever.
std::size_t allocations() noexcept;

/// For memory that comes from elsewhere: counts as one more.
void count_allocation() noexcept;

/// How often memory is asked for while `function` runs.
template <class F>
std::size_t allocations_of(F&& function) {
  const std::size_t before = allocations();
  function();
  return allocations() - before;
}

}  // namespace unroll
