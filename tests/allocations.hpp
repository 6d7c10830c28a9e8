#pragma once

#include <cstddef>

namespace unroll {

/// How often this thread has asked for memory so far: calls of `operator new`, of every form. A program that
/// links allocations.cpp counts; its memory comes from malloc as ever. Compilers may leave out a pair of new
/// and delete, so an optimized program may count less; clang's thread sanitizer counts what malloc gives too.
std::size_t allocations() noexcept;

/// How many of them are still held, if what this thread takes no other gives back.
std::size_t live_allocations() noexcept;

/// For memory that comes from elsewhere: counts as one more that is asked for, never as held.
void count_allocation() noexcept;

/// How often memory is asked for while `function` runs.
template <class F>
std::size_t allocations_of(F&& function) {
  const std::size_t before = allocations();
  function();
  return allocations() - before;
}

}  // namespace unroll
