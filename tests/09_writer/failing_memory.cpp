// In this program `operator new` is ours. Who calls it must not see its definition: g++ would take what it brings for
// malloc's.
#include "failing_memory.hpp"

#include <cstdlib>
#include <new>

namespace {

bool there_is_none() {
  using namespace unroll::memory;
  if (!concerned && (is_home || !others_concerned)) return false;
  return left != 0 && --left == 0;
}

}  // namespace

void* operator new(std::size_t size) {
  if (there_is_none()) throw std::bad_alloc();
  if (void* const memory = std::malloc(size)) return memory;
  throw std::bad_alloc();
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
