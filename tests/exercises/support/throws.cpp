// Where an error was thrown. When it arrives at the end of a test, that place has gone from the stack.
#include <dlfcn.h>
#include <execinfo.h>

#include <array>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <string_view>
#include <typeinfo>

#include "exercises/support/guard_parts.hpp"

namespace unroll::check {
namespace {

/// The last one of a thread.
struct Thrown {
  std::array<char, 256> what{};  // its beginning; empty if it has none
  std::array<void*, 48> calls{};
  int depth = 0;
};
thread_local Thrown last;

}  // namespace

void say_where_thrown(Record& record, std::string_view failure) {
  constexpr std::string_view begin = "C++ exception with description \"";
  const std::string_view what = last.what.data();
  if (last.depth == 0) return;
  if (what.empty() && failure.starts_with("Unknown C++ exception thrown"))
    record.calls(last.calls.data(), last.depth);
  if (what.empty() || !failure.starts_with(begin)) return;
  const std::string_view told = failure.substr(begin.size());
  const bool is_cut = what.size() == last.what.size() - 1;
  if (told.starts_with(what) && (is_cut || told.substr(what.size()).starts_with("\" thrown")))
    record.calls(last.calls.data(), last.depth);
}

void forget_what_was_thrown() { last.depth = 0; }

}  // namespace unroll::check

#if !UNROLL_SANITIZED  // a sanitizer has one of its own

// By another name: g++ knows this function already, and not by these types.
extern "C" [[noreturn]] void unroll_throw(void* object, std::type_info* type,
                                          void (*destroy)(void*)) __asm__("__cxa_throw");
void unroll_throw(void* object, std::type_info* type, void (*destroy)(void*)) {
  auto& last = unroll::check::last;
  last.what[0] = '\0';
  void* error = object;
  // As `catch (const std::exception&)` asks.
  if (typeid(std::exception).__do_catch(type, &error, 1))
    ::strncpy(last.what.data(), static_cast<std::exception*>(error)->what(), last.what.size() - 1);
  last.depth = ::backtrace(last.calls.data(), static_cast<int>(last.calls.size()));
  using Throw = void (*)(void*, std::type_info*, void (*)(void*));
  reinterpret_cast<Throw>(::dlsym(RTLD_NEXT, "__cxa_throw"))(object, type, destroy);
  std::abort();  // it never comes back
}

#endif
