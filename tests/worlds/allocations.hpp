#pragma once

#include <cstddef>

/// What this program has taken from the heap. Link allocations.cpp to count; compilers may leave out a pair
/// of new and delete, so an optimized program may count less.
namespace unroll::allocations {

/// How many there have been.
std::size_t count();

/// How many are still held.
std::size_t live();

}  // namespace unroll::allocations
