#pragma once

#include <dlfcn.h>
#include <pthread.h>

#include <atomic>
#include <chrono>
#include <functional>
#include <thread>
#include <utility>

// Between a look and the lock behind it another thread may do anything. Waiting for luck shows it once in a
// thousand times; here a test says what happens just there. Defines functions of the C library by their
// names, so one source of a program may include it. The thread sanitizer must see every lock: in its builds
// nothing is said, and whoever asks whether it has happened gets a no.

#if defined(__has_feature)
#if __has_feature(thread_sanitizer)
#define UNROLL_SEES_LOCKS 1
#endif
#endif
#if defined(__SANITIZE_THREAD__)
#define UNROLL_SEES_LOCKS 1
#endif

namespace unroll::check {

/// Whether anything is done at locks in this build: what never comes need not be waited for.
#if defined(UNROLL_SEES_LOCKS)
inline constexpr bool acts_at_locks = false;
#else
inline constexpr bool acts_at_locks = true;
#endif

/// What is done on this thread, each once: just before it waits for a lock, or just behind one that it has
/// given back, only where it holds no other; before it sleeps at a condition; before it waits for the end of
/// a thread. None may throw.
struct AtTheLock {
  int locks_before = 0;  // so many locks are taken first, or given back
  std::function<void()> lock{};
  std::function<void()> unlocked{};
  std::function<void()> sleep{};
  std::function<void()> join{};
  int held = 0;
};
inline thread_local AtTheLock* at_the_lock = nullptr;

/// So often, on all threads together, a sleep at a condition ends at once and for no reason. C++ allows it at
/// any time, and it is rare.
inline std::atomic<int> sleeps_for_nothing = 0;

/// Lets others run until `holds` says true; in vain, as often as is enough for any of them. On a machine that
/// has much else to do each time may cost a long while: then fewer are enough.
template <class Holds>
void give_way_until(const Holds& holds) {
  const auto begun = std::chrono::steady_clock::now();
  for (int i = 0; i != 20'000 && !holds(); ++i) {
    if (i >= 500 && std::chrono::steady_clock::now() - begun > std::chrono::seconds(2)) return;
    std::this_thread::yield();
  }
}

/// What an action does may lock as well: it is done as if nothing were to be done there.
inline void act(AtTheLock& here, std::function<void()>& action) {
  at_the_lock = nullptr;
  std::exchange(action, nullptr)();
  at_the_lock = &here;
}

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

/// Calls `within`, and does `behind` just behind the lock number `number` that is given back there (0: the
/// first). Says whether there was one.
inline bool behind_lock(int number, std::function<void()> behind, const std::function<void()>& within) {
  bool done = false;
  AtTheLock here{.locks_before = number, .unlocked = [&] {
                   done = true;
                   behind();
                 }};
  at_the_lock = &here;
  within();
  at_the_lock = nullptr;
  return done;
}

}  // namespace unroll::check

#if !defined(UNROLL_SEES_LOCKS)

extern "C" {

int pthread_mutex_lock(pthread_mutex_t* mutex) noexcept {
  using Lock = int (*)(pthread_mutex_t*);
  static const auto lock = reinterpret_cast<Lock>(::dlsym(RTLD_NEXT, "pthread_mutex_lock"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr && here->held == 0 && here->lock && here->locks_before-- == 0)
    unroll::check::act(*here, here->lock);
  if (here != nullptr) ++here->held;
  return lock(mutex);
}

int pthread_mutex_unlock(pthread_mutex_t* mutex) noexcept {
  using Unlock = int (*)(pthread_mutex_t*);
  static const auto unlock = reinterpret_cast<Unlock>(::dlsym(RTLD_NEXT, "pthread_mutex_unlock"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr) --here->held;
  const int result = unlock(mutex);
  if (here != nullptr && here->held == 0 && here->unlocked && here->locks_before-- == 0)
    unroll::check::act(*here, here->unlocked);
  return result;
}

int pthread_cond_wait(pthread_cond_t* condition, pthread_mutex_t* mutex) {
  using Wait = int (*)(pthread_cond_t*, pthread_mutex_t*);
  static const auto wait = reinterpret_cast<Wait>(::dlsym(RTLD_NEXT, "pthread_cond_wait"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr && here->sleep) std::exchange(here->sleep, nullptr)();
  int left = unroll::check::sleeps_for_nothing;
  while (left > 0 && !unroll::check::sleeps_for_nothing.compare_exchange_weak(left, left - 1)) continue;
  return left > 0 ? 0 : wait(condition, mutex);
}

int pthread_join(pthread_t thread, void** result) {
  using Join = int (*)(pthread_t, void**);
  static const auto join = reinterpret_cast<Join>(::dlsym(RTLD_NEXT, "pthread_join"));
  unroll::check::AtTheLock* const here = unroll::check::at_the_lock;
  if (here != nullptr && here->join) unroll::check::act(*here, here->join);
  return join(thread, result);
}

}  // extern "C"

#endif
