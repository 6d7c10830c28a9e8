#include "allocations.hpp"

#include <cstdlib>
#include <new>

namespace {
std::size_t taken = 0;
std::size_t given_back = 0;
}  // namespace

namespace unroll::allocations {
std::size_t count() { return taken; }
std::size_t live() { return taken - given_back; }
}  // namespace unroll::allocations

void* operator new(std::size_t size) {
  ++taken;
  if (void* room = std::malloc(size)) return room;
  throw std::bad_alloc();
}
void operator delete(void* room) noexcept {
  if (room != nullptr) ++given_back;
  std::free(room);
}
void operator delete(void* room, std::size_t /*size*/) noexcept { operator delete(room); }
