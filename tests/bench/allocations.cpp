#include "bench/allocations.hpp"

#include <cstdlib>
#include <new>

namespace {

thread_local std::size_t counted = 0;

void* counted_memory(std::size_t size) {
  unroll::count_allocation();
  if (void* memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}

void* counted_memory(std::size_t size, std::align_val_t alignment) {
  unroll::count_allocation();
  const auto align = static_cast<std::size_t>(alignment);
  if (void* memory = std::aligned_alloc(align, (size + align - 1) / align * align)) return memory;
  throw std::bad_alloc();
}

}  // namespace

namespace unroll {

std::size_t allocations() noexcept { return counted; }
void count_allocation() noexcept { ++counted; }

}  // namespace unroll

// The standard lets a program bring its own; the forms not named here call these.
void* operator new(std::size_t size) { return counted_memory(size); }
void* operator new(std::size_t size, std::align_val_t alignment) { return counted_memory(size, alignment); }
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
