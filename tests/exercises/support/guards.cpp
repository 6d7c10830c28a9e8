#include "exercises/support/guards.hpp"

#include <execinfo.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <sys/time.h>
#include <unistd.h>

#include <algorithm>
#include <array>
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
std::atomic<std::size_t> failures = 0;
std::optional<monitor::Monitor> watch;
pid_t thread_of_tests = 0;
trace::Sinks listened_before;  // the recorder

pid_t this_thread() { return static_cast<pid_t>(::syscall(SYS_gettid)); }

/// Who waits, where and for whom, as a monitor knows it. Allocates nothing: the handler of a signal asks,
/// too.
class Waiting {
 public:
  Waiting() {
    if (!is_thread_of_tests() || !watch) return;
    monitor::Output out(append, this);
    (void)watch->dump(out);
  }
  /// Without the job that asks.
  std::string_view tasks() const {
    constexpr std::string_view job = "a job has been running ";
    const std::string_view all(text_.data(), size_);
    return all.starts_with(job) ? all.substr(std::min(all.find('\n') + 1, all.size())) : all;
  }

 private:
  static void append(void* to, const char* text, std::size_t size) {
    Waiting& all = *static_cast<Waiting*>(to);
    size = std::min(size, all.text_.size() - all.size_);
    std::copy_n(text, size, all.text_.data() + all.size_);
    all.size_ += size;
  }

  std::array<char, 4096> text_{};
  std::size_t size_ = 0;
};

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
long seconds_seen = 0;

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
  const long since = std::max(1L, seconds - std::exchange(seconds_seen, seconds));
  if (pages / since < pages_a_second || seconds >= 4 * processor_seconds) end("no processor time left");
  count_processor_time(1);
}

void where(int) {
  const int error = errno;
  {
    Record record("thread");
    record.text("waiting", Waiting().tasks());
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

}  // namespace

bool is_thread_of_tests() { return this_thread() == thread_of_tests; }

void end(const char* why, std::string_view text) {
  {
    Record record(why);
    record.text("text", text).text("waiting", Waiting().tasks());
    say_calls(record);
  }
  end_now(ended_by_guard);
}

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
  forget_sleeps();
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

void allow_jobs(std::size_t count) { jobs_left = count; }

void Seen::too_many() const { end("too many lines", lines_.back()); }

void leave_alone() { watch.reset(); }

std::string who_waits() { return std::string(Waiting().tasks()); }

}  // namespace unroll::check
