#include "exercises/support/guards.hpp"

#include <execinfo.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <exception>
#include <optional>
#include <string>
#include <utility>

#include "08_monitor/monitor.hpp"
#include "exercises/support/check.hpp"
#include "exercises/support/guard_parts.hpp"
#include "exercises/support/records.hpp"

namespace unroll::check {
namespace {

constexpr int ended_by_guard = 90;
constexpr std::size_t jobs_unless_told = 1'000'000;
constexpr long pages_a_second = 5'000;  // of who fills memory; at the slowest 20 MB

std::atomic<std::size_t> jobs_left = jobs_unless_told;
std::atomic<long long> blocked_microseconds = 0;
int sleeps = 0;  // in this test; the first few are recorded
bool test_looks_for_sleeps = false;
std::atomic<std::size_t> failures = 0;
std::optional<monitor::Monitor> watch;
pid_t thread_of_tests = 0;
trace::Sinks listened_before;  // the recorder

pid_t this_thread() { return static_cast<pid_t>(::syscall(SYS_gettid)); }

[[noreturn]] void end(const char* why, std::string_view text = {}) {
  {
    Record record(why);
    record.text("text", text);
    say_calls(record);
  }
  end_now(ended_by_guard);
}

void count_jobs(const trace::Step& step) {
  listened_before(step);
  if (step.verb == trace::Verb::run && jobs_left.fetch_sub(1, std::memory_order_relaxed) == 0)
    end("too many jobs");
}

void tell(const monitor::Report& report) {
  using Kind = monitor::Report::Kind;
  if (report.kind == Kind::busy || report.kind == Kind::polling) end("busy wait", report.text);
  Record("report")
      .text("kind", monitor::Report::words[static_cast<std::size_t>(report.kind)])
      .text("text", report.text);
}

long processor_seconds = 0;
long pages_seen = 0;

void count_processor_time(long seconds) {
  itimerval timer{};
  timer.it_value.tv_sec = seconds;
  ::setitimer(ITIMER_PROF, &timer, nullptr);
}

/// Who takes memory without end reaches its limit first, also where the kernel is slow to give pages: that
/// time is not the program's own. But it has an end too.
void out_of_processor_time(int) {
  rusage used{};
  ::getrusage(RUSAGE_SELF, &used);
  const long pages = used.ru_minflt - std::exchange(pages_seen, used.ru_minflt);
  const long seconds = used.ru_utime.tv_sec + used.ru_stime.tv_sec;
  if (pages < pages_a_second || seconds >= 4 * processor_seconds) end("no processor time left");
  count_processor_time(1);
}

void where(int) {
  const int error = errno;
  {
    Record record("thread");
    say_calls(record);
  }
  errno = error;
}

[[noreturn]] void uncaught() {
  const char* what = "an exception";
  if (const std::exception_ptr error = std::current_exception()) {
    try {
      std::rethrow_exception(error);
    } catch (const std::exception& known) {
      what = known.what();
      Record record("uncaught");
      record.text("what", what);
      say_calls(record);
    } catch (...) {
      Record record("uncaught");
      record.text("what", what);
      say_calls(record);
    }
  }
  std::abort();
}

long number_in(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? 0 : std::atol(value);
}

void limit_processor_time(long seconds) {
  if (seconds == 0) return;
  processor_seconds = seconds;
  on_signal(SIGPROF, out_of_processor_time);
  count_processor_time(seconds);
}

/// No test writes so much: this is a loop, and the disk is everybody's. By the number of this process in it
/// the runner knows all that it starts, whatever they become.
void limit_files(long at_least) {
  if (at_least == 0) return;
  const auto bytes = static_cast<rlim_t>(at_least + ::getpid());
  const rlimit limit{bytes, bytes};
  ::setrlimit(RLIMIT_FSIZE, &limit);
}

/// Who runs this may be killed; then nobody waits for it any more.
void die_with(long runner) {
  if (runner == 0) return;
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != runner) end_now(ended_by_guard);  // it was killed before
}

/// A sleep that is counted, if it would hold up a loop. False: it is another thread's, or a short one in no
/// job of ours. (A long one may be in a job of a loop that a student has written, or in that loop.)
bool count_sleep(const timespec& time) {
  const bool is_short = time.tv_sec == 0;
  if (this_thread() != thread_of_tests || (trace::running.value == 0 && is_short)) return false;
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

void say_calls(Record& record) {
  void* addresses[48];
  record.number("thread", this_thread()).calls(addresses, ::backtrace(addresses, 48));
}

void on_signal(int signal, void (*handler)(int)) {
  struct sigaction action{};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART | SA_ONSTACK;
  ::sigaction(signal, &action, nullptr);
}

void set_guards() {
  void* warm[4];
  ::backtrace(warm, 4);  // its first call loads a library
  thread_of_tests = this_thread();
  listened_before = std::exchange(trace::sink, count_jobs);
  std::set_terminate(uncaught);
  on_signal(SIGUSR1, where);
  if (!sanitized) {  // a sanitizer sees to both itself
    watch_crashes();
    limit_memory(number_in("UNROLL_MEMORY_MB"));
  }
  limit_files(number_in("UNROLL_FILE_BYTES"));
  limit_processor_time(number_in("UNROLL_CPU_SECONDS"));
  die_with(number_in("UNROLL_RUNNER"));
}

void begin_test() {
  jobs_left = jobs_unless_told;
  blocked_microseconds = 0;
  sleeps = 0;
  test_looks_for_sleeps = false;
  forget_what_was_thrown();
  failures = 0;
  forget_refusals();
  watch.emplace(tell, monitor::Limits{.in_a_row = 20'000});
}

std::size_t end_test() {
  watch.reset();
  return failures;
}

bool count_failure(std::string_view text) {
  if (++failures == 10'000) end("too many failures", text);
  return failures <= 100;
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

void allow_jobs(std::size_t count) { jobs_left = count; }

void Seen::too_many() const { end("too many lines", lines_.back()); }

void leave_alone() { watch.reset(); }

}  // namespace unroll::check

// Sleeps go through here. That of the C library is asked for by its other name.
extern "C" int clock_nanosleep(clockid_t clock, int flags, const timespec* time, timespec* left) {
  if (flags == 0 && unroll::check::count_sleep(*time)) return 0;
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
