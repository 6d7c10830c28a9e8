// Sleeps are counted, and not slept where they would hold up a loop.
#include <dlfcn.h>
#include <poll.h>
#include <pthread.h>
#include <sys/select.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

#include "00_trace/trace.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/guard_parts.hpp"
#include "exercises/support/guards.hpp"

namespace unroll::check {
namespace {

std::atomic<long long> blocked_microseconds = 0;
int sleeps = 0;  // in this test; the first few are recorded
bool test_looks_for_sleeps = false;

/// What is left until that time; nothing if it has passed.
timespec left_until(const timespec& time, clockid_t clock) {
  timespec now{};
  ::clock_gettime(clock, &now);
  timespec left{time.tv_sec - now.tv_sec, time.tv_nsec - now.tv_nsec};
  if (left.tv_nsec < 0) left = {left.tv_sec - 1, left.tv_nsec + 1'000'000'000};
  return left.tv_sec < 0 ? timespec{} : left;
}

/// A sleep that is counted, if it would hold up a loop. False: it is another thread's, or a short one in no
/// job of ours. (A long one may be in a job of a loop that a student has written, or in that loop.)
bool count_sleep(const timespec& time) {
  const bool is_short = time.tv_sec == 0;
  if (!is_thread_of_tests() || (trace::running.value == 0 && is_short)) return false;
  const long long microseconds = time.tv_sec * 1'000'000LL + time.tv_nsec / 1000;
  blocked_microseconds += microseconds;
  if (++sleeps == 1000)
    end("too many sleeps");  // it waits for what no sleep brings: the real time, for example
  if (sleeps > 10) return true;
  Record record("slept");
  record.number("us", microseconds);
  say_calls(record);
  return true;
}

}  // namespace

void forget_sleeps() {
  blocked_microseconds = 0;
  sleeps = 0;
  test_looks_for_sleeps = false;
}

std::chrono::microseconds blocked() {
  test_looks_for_sleeps = true;
  return std::chrono::microseconds(blocked_microseconds.load());
}

testing::AssertionResult nobody_was_blocked() {
  test_looks_for_sleeps = true;
  if (blocked_microseconds == 0) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[blocked loop]\n  the thread slept, for "
                                     << blocked_microseconds / 1000
                                     << " ms in all, and nobody else could run meanwhile";
}

void expect_that_nobody_was_blocked() {
  if (test_looks_for_sleeps) return;
  if (const auto result = nobody_was_blocked(); !result) ADD_FAILURE_AT("", 0) << result.message();
}

}  // namespace unroll::check

// Sleeps go through here. That of the C library is asked for by its other name.
extern "C" int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* left) {
  const bool until = (flags & TIMER_ABSTIME) != 0;
  if (unroll::check::count_sleep(until ? unroll::check::left_until(*time, clock) : *time)) return 0;
  return ::syscall(SYS_clock_nanosleep, clock, flags, time, left) == 0 ? 0 : errno;
}

extern "C" int nanosleep(const timespec* time, timespec* left) {
  const int error = clock_nanosleep(CLOCK_REALTIME, 0, time, left);
  if (error == 0) return 0;
  errno = error;
  return -1;
}

extern "C" int usleep(useconds_t microseconds) {
  const timespec time{static_cast<time_t>(microseconds / 1'000'000),
                      static_cast<long>(microseconds % 1'000'000) * 1000};
  return nanosleep(&time, nullptr);
}

extern "C" unsigned sleep(unsigned seconds) {
  const timespec time{static_cast<time_t>(seconds), 0};
  nanosleep(&time, nullptr);
  return 0;
}

#if !UNROLL_SANITIZED  // a sanitizer must see these itself

namespace {

template <class Call>
Call next_called(Call, const char* name) {
  return reinterpret_cast<Call>(::dlsym(RTLD_NEXT, name));
}

/// A wait for nothing but the time is a sleep by another name. Only in a job: elsewhere it holds up nobody.
bool is_sleep(const timespec& time) {
  return unroll::trace::running.value != 0 && unroll::check::count_sleep(time);  // which asks for the thread
}

}  // namespace

extern "C" {

int poll(pollfd* questions, nfds_t count, int milliseconds) {
  static const auto next = next_called(&::poll, "poll");
  if (count == 0 && milliseconds > 0 &&
      is_sleep({milliseconds / 1000, static_cast<long>(milliseconds % 1000) * 1'000'000}))
    return 0;
  return next(questions, count, milliseconds);
}

int select(int count, fd_set* read, fd_set* write, fd_set* except, timeval* time) {
  static const auto next = next_called(&::select, "select");
  const bool asks = read != nullptr || write != nullptr || except != nullptr;
  if (!asks && time != nullptr && is_sleep({time->tv_sec, time->tv_usec * 1000})) return 0;
  return next(count, read, write, except, time);
}

// Where nobody has woken it, the time was slept. Weak: a test may have others (at_the_lock.hpp).

[[gnu::weak]] int pthread_cond_timedwait(pthread_cond_t* condition, pthread_mutex_t* mutex,
                                         const timespec* until) {
  static const auto next = next_called(&::pthread_cond_timedwait, "pthread_cond_timedwait");
  const timespec time = unroll::check::left_until(*until, CLOCK_REALTIME);
  const int result = next(condition, mutex, until);
  if (result == ETIMEDOUT) (void)is_sleep(time);
  return result;
}

[[gnu::weak]] int pthread_cond_clockwait(pthread_cond_t* condition, pthread_mutex_t* mutex, clockid_t clock,
                                         const timespec* until) {
  static const auto next = next_called(&::pthread_cond_clockwait, "pthread_cond_clockwait");
  const timespec time = unroll::check::left_until(*until, clock);
  const int result = next(condition, mutex, clock, until);
  if (result == ETIMEDOUT) (void)is_sleep(time);
  return result;
}

}  // extern "C"

#endif
