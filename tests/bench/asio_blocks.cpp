#include <cstddef>

#include "bench/measure.hpp"

// asio takes its blocks from std::aligned_alloc, past operator new; the linker sends those calls here.
extern "C" {
void* __real_aligned_alloc(std::size_t alignment, std::size_t size);
void* __wrap_aligned_alloc(std::size_t alignment, std::size_t size) {
  unroll::count_allocation();
  return __real_aligned_alloc(alignment, size);
}
}
