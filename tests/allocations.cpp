#include "allocations.hpp"

#include <cstdlib>
#include <new>

// clang links its own `operator new` into every program it checks for data races, and then refuses another.
// There the sanitizer itself is asked to say what it hands out.
#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNROLL_ASK_THE_SANITIZER 1
#endif
#endif

namespace {

thread_local std::size_t counted = 0;
thread_local std::size_t held = 0;

}  // namespace

namespace unroll {

std::size_t allocations() noexcept { return counted; }
std::size_t live_allocations() noexcept { return held; }
void count_allocation() noexcept { ++counted; }

}  // namespace unroll

#ifdef UNROLL_ASK_THE_SANITIZER

#include <sanitizer/allocator_interface.h>

namespace {

// The counters are touched by every allocation, the sanitizer's own threads' too, and need no check.
__attribute__((no_sanitize("thread"))) void taken(const volatile void* /*memory*/, std::size_t /*size*/) {
  ++counted;
  ++held;
}
__attribute__((no_sanitize("thread"))) void given_back(const volatile void* /*memory*/) { --held; }
[[maybe_unused]] const int hooks = __sanitizer_install_malloc_and_free_hooks(taken, given_back);

}  // namespace

#else

namespace {

void* counted_memory(void* memory) {
  if (memory == nullptr) throw std::bad_alloc();
  ++counted;
  ++held;
  return memory;
}

void give_back(void* memory) noexcept {
  if (memory != nullptr) --held;
  std::free(memory);
}

std::size_t rounded_up(std::size_t size, std::size_t align) { return (size + align - 1) / align * align; }

}  // namespace

// The standard lets a program bring its own; the forms not named here call these.
void* operator new(std::size_t size) { return counted_memory(std::malloc(size)); }
void* operator new(std::size_t size, std::align_val_t alignment) {
  const auto align = static_cast<std::size_t>(alignment);
  return counted_memory(std::aligned_alloc(align, rounded_up(size, align)));
}
void operator delete(void* memory) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { give_back(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { give_back(memory); }

#endif
