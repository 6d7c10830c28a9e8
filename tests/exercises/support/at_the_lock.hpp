#pragma once

#include <dlfcn.h>
#include <pthread.h>

#include <functional>
#include <utility>

// Between a look and the lock behind it another thread may do anything. Waiting for luck shows it once in a
// thousand times; here a test says what happens just there. Defines functions of the C library by their
// names, so one source of a program may include it. The thread sanitizer must see every lock: in its builds
// nothing is said, and whoever asks whether it has happened gets a no.

namespace unroll::check {

/// What is done on this thread once, just before it waits for a lock; or before it sleeps at a condition. Only
/// where it holds no other lock. Neither may throw.
struct AtTheLock {
  int locks_before = 0;  // so many locks are taken first
  std::function<void()> lock{};
  std::function<void()> sleep{};
  int held = 0;
};
inline thread_local AtTheLock* at_the_lock = nullptr;

/// Calls `within`, and does `before` just before the lock number `number` that is taken there (0: the first).
/// Says whether there was one.
inline bool before_lock(int number, std::function<void()> before, const std::function<void()>& within) {
  bool done = false;
  AtTheLock here{.locks_before = number, .lock = [&] {
                   done = true;
                   before();
                 }};
  at_the_lock = &here;
  within();
  at_the_lock = nullptr;
  return done;
}

}  // namespace unroll::check

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNROLL_SEES_LOCKS 1
#endif
#endif
#if !defined(UNROLL_SEES_LOCKS) && !defined(__SANITIZE_THREAD__)

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  using Lock = int (*)(pthread_mutex_t*);
  static const auto lock = reinterpret_cast<Lock>(::dlsym(RTLD_NEXT, "pthread_mutex_lock"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr && here->held == 0 && here->lock && here->locks_before-- == 0) {
    unroll::check::at_the_lock = nullptr;  // what it does takes locks too
    std::exchange(here->lock, nullptr)();
    unroll::check::at_the_lock = here;
  }
  if (here != nullptr) ++here->held;
  return lock(mutex);
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
  using Unlock = int (*)(pthread_mutex_t*);
  static const auto unlock = reinterpret_cast<Unlock>(::dlsym(RTLD_NEXT, "pthread_mutex_unlock"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr) --here->held;
  return unlock(mutex);
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  using Wait = int (*)(pthread_cond_t*, pthread_mutex_t*);
  static const auto wait = reinterpret_cast<Wait>(::dlsym(RTLD_NEXT, "pthread_cond_wait"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr && here->sleep) std::exchange(here->sleep, nullptr)();
  return wait(condition, mutex);
}

}  // extern "C"

#endif
