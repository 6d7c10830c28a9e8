// What ends a program is recorded first, on a stack of its own: that of the thread may be what has run out.
#include <dlfcn.h>
#include <pthread.h>
#include <signal.h>
#include <sys/mman.h>
#include <ucontext.h>

#include <cstddef>
#include <cstdint>

#include "exercises/support/guard_parts.hpp"

namespace unroll::check {
namespace {

constexpr std::size_t room_for_last_words = std::size_t{256} * 1024;

thread_local std::uintptr_t lowest = 0;  // address of this thread's stack; 0: nobody has asked

void see_stack() {
  pthread_attr_t attributes;
  if (::pthread_getattr_np(::pthread_self(), &attributes) != 0) return;
  void* low = nullptr;
  std::size_t size = 0;
  if (::pthread_attr_getstack(&attributes, &low, &size) == 0) lowest = reinterpret_cast<std::uintptr_t>(low);
  ::pthread_attr_destroy(&attributes);
}

/// Just below the stack, or as far below as a call with large variables reaches; or in its very last bytes,
/// for nobody knows them to the page.
bool is_beyond_the_stack(const void* address) {
  constexpr std::uintptr_t widest_call = std::uintptr_t{8} * 1024 * 1024;
  constexpr std::uintptr_t last_bytes = std::uintptr_t{64} * 1024;
  const auto at = reinterpret_cast<std::uintptr_t>(address);
  return lowest != 0 && at + widest_call >= lowest && at < lowest + last_bytes;
}

/// Who calls what is no function stands nowhere, and nothing is known of a caller there. Puts him back behind
/// his call; false if he stands somewhere.
bool return_from_nowhere(const siginfo_t& info, ucontext_t& at) {
#if defined(__x86_64__)
  auto& registers = at.uc_mcontext.gregs;
  if (reinterpret_cast<greg_t>(info.si_addr) != registers[REG_RIP]) return false;
  registers[REG_RIP] = *reinterpret_cast<const greg_t*>(registers[REG_RSP]);
  registers[REG_RSP] += static_cast<greg_t>(sizeof(greg_t));
  return true;
#elif defined(__aarch64__)
  auto& registers = at.uc_mcontext;
  if (reinterpret_cast<std::uintptr_t>(info.si_addr) != registers.pc) return false;
  registers.pc = registers.regs[30];
  return true;
#else
  (void)info, (void)at;
  return false;
#endif
}

void crashed(int signal, siginfo_t* info, void* context) {
  {
    Record record("crash");
    record.number("signal", signal);
    if (signal == SIGSEGV && is_beyond_the_stack(info->si_addr)) record.number("stack used up", 1);
    if (signal == SIGSEGV && return_from_nowhere(*info, *static_cast<ucontext_t*>(context)))
      record.number("called nowhere", 1);
    if (null_was_given()) record.number("null was given", 1);
    say_calls(record);
  }
  ::signal(signal, SIG_DFL);
  ::raise(signal);
}

void take_stack_for_signals(void* room, std::size_t size) {
  stack_t stack{};
  stack.ss_sp = room;
  stack.ss_size = size;
  ::sigaltstack(&stack, nullptr);
}

/// What a thread is to run, at the beginning of the memory that its last words have.
struct Begun {
  void* (*run)(void*);
  void* with;

  static void* make() {
    void* const room = ::mmap(nullptr, room_for_last_words, PROT_READ | PROT_WRITE,
                              MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return room == MAP_FAILED ? nullptr : room;
  }
  static void forget(void* room) { ::munmap(room, room_for_last_words); }
};

/// A thread that can say its last words, as long as this lives.
class LastWords {
 public:
  explicit LastWords(void* room) : room_(room) {
    see_stack();
    take_stack_for_signals(static_cast<std::byte*>(room) + sizeof(Begun),
                           room_for_last_words - sizeof(Begun));
  }
  LastWords(const LastWords&) = delete;
  LastWords& operator=(const LastWords&) = delete;
  ~LastWords() {
    stack_t none{};
    none.ss_flags = SS_DISABLE;
    ::sigaltstack(&none, nullptr);
    Begun::forget(room_);
  }

 private:
  void* room_;
};

extern "C" void* run_with_last_words(void* room) {
  const LastWords here(room);
  const Begun begun = *static_cast<Begun*>(room);
  return begun.run(begun.with);
}

}  // namespace

void watch_crashes() {
  static char room[room_for_last_words];
  take_stack_for_signals(room, sizeof room);
  see_stack();
  for (const int signal : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) {
    struct sigaction action{};
    action.sa_sigaction = crashed;
    action.sa_flags = SA_RESTART | SA_ONSTACK | SA_SIGINFO;
    ::sigaction(signal, &action, nullptr);
  }
}

}  // namespace unroll::check

#if !UNROLL_SANITIZED

// Every thread begins here.
extern "C" int pthread_create(pthread_t* thread, const pthread_attr_t* attributes, void* (*run)(void*),
                              void* with) noexcept {
  using namespace unroll::check;
  using Create = int (*)(pthread_t*, const pthread_attr_t*, void* (*)(void*), void*);
  static const auto create = reinterpret_cast<Create>(::dlsym(RTLD_NEXT, "pthread_create"));
  void* const room = Begun::make();
  if (room == nullptr) return create(thread, attributes, run, with);
  new (room) Begun{run, with};
  const int error = create(thread, attributes, run_with_last_words, room);
  if (error != 0) Begun::forget(room);
  return error;
}

#endif
