// Memory has a limit, and whoever is refused some is recorded.
#include <sys/resource.h>

#include <atomic>
#include <cerrno>
#include <cstddef>
#include <new>

#include "exercises/support/check.hpp"
#include "exercises/support/guard_parts.hpp"

namespace unroll::check {
namespace {

std::atomic<int> refusals = 0;  // the first few are recorded
std::atomic<bool> given_null = false;
thread_local constinit std::size_t asked = 0;  // how often, by this thread

/// Whoever asked may know what to do then, and ask for less.
void no_memory() {
  given_null = false;
  if (refusals++ < 10) {
    Record record("no memory left");
    say_calls(record);
  }
  throw std::bad_alloc();
}

}  // namespace

void limit_memory(long megabytes) {
  std::set_new_handler(no_memory);
  if (megabytes == 0) return;
  const rlim_t bytes = static_cast<rlim_t>(megabytes) * 1024 * 1024;
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_AS, &limit);
}

void forget_refusals() {
  refusals = 0;
  given_null = false;
}

bool null_was_given() { return given_null; }

std::size_t allocations() { return asked; }

}  // namespace unroll::check

#if !UNROLL_SANITIZED

namespace {

/// The first few.
bool refusals_are_recorded() { return unroll::check::refusals++ < 10; }

/// `new` comes through here, too, and then to its handler.
void* or_recorded(void* memory, std::size_t bytes) {
  using namespace unroll::check;
  ++asked;
  if (memory != nullptr || bytes == 0) return memory;
  given_null = true;
  if (refusals_are_recorded()) {
    Record record("no memory left");
    record.number("asked", static_cast<long long>(bytes));
    say_calls(record);
  }
  errno = ENOMEM;
  return nullptr;
}

}  // namespace

// What a program asks the C library for goes through here. That is asked by its other names.
extern "C" {
void* __libc_malloc(std::size_t bytes) noexcept;
void* __libc_calloc(std::size_t count, std::size_t bytes) noexcept;
void* __libc_realloc(void* memory, std::size_t bytes) noexcept;
void* __libc_memalign(std::size_t alignment, std::size_t bytes) noexcept;

void* malloc(std::size_t bytes) noexcept { return or_recorded(__libc_malloc(bytes), bytes); }

void* calloc(std::size_t count, std::size_t bytes) noexcept {
  return or_recorded(__libc_calloc(count, bytes), count * bytes);
}

void* realloc(void* memory, std::size_t bytes) noexcept {
  return or_recorded(__libc_realloc(memory, bytes), bytes);
}

void* memalign(std::size_t alignment, std::size_t bytes) noexcept {
  return or_recorded(__libc_memalign(alignment, bytes), bytes);
}

/// `new` of what is aligned more than anything usual comes through here.
void* aligned_alloc(std::size_t alignment, std::size_t bytes) noexcept { return memalign(alignment, bytes); }

int posix_memalign(void** memory, std::size_t alignment, std::size_t bytes) noexcept {
  if (alignment % sizeof(void*) != 0 || alignment == 0 || (alignment & (alignment - 1)) != 0) return EINVAL;
  const int error = errno;  // it is told by what is returned
  void* const got = memalign(alignment, bytes);
  errno = error;
  if (got == nullptr && bytes != 0) return ENOMEM;
  *memory = got;
  return 0;
}
}

/// `new` of so many that their bytes are no number any more: no memory is enough, so none is asked for. (By
/// another name: compilers know this function already, and not by these types.)
extern "C" [[noreturn]] void unroll_too_many() __asm__("__cxa_throw_bad_array_new_length");
void unroll_too_many() {
  if (refusals_are_recorded()) {
    unroll::check::Record record("no memory left");
    unroll::check::say_calls(record);
  }
  throw std::bad_array_new_length();
}

#endif
