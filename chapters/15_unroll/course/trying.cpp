// A trial that was built is run, and watched.
#include <signal.h>
#include <unistd.h>

#include <utility>

#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "15_unroll/course/attend.hpp"
#include "15_unroll/course/left_behind.hpp"
#include "15_unroll/course/places.hpp"
#include "15_unroll/course/sanitizer_words.hpp"
#include "15_unroll/course/workshop.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr const char* no_leaks_to_see =
    "the address sanitizer cannot look for leaks here: LeakSanitizer does not work under ptrace (strace, "
    "gdb), nor where a container forbids it. That is no verdict on your program. ./unroll doctor says what "
    "to do";

Task<> join(Scope& scope) { co_await scope.join(); }

/// Killed by somebody else, for the memory was full perhaps; or its time was over, and no more is known.
bool is_by_chance(const Evidence& evidence) {
  const bool stands_still = !evidence.standstill.empty() && evidence.standstill != "asleep";
  const bool is_late = evidence.out_of_time && !evidence.prints_on && !stands_still;
  return is_late || evidence.signal == SIGKILL;
}

}  // namespace

Task<Workshop::Ran> Workshop::run(Trial trial, fs::path recorded) {
  const fs::path folder = this->folder(trial);
  const fs::path records = folder / "records.txt";
  remove_what_begins(folder, "records.txt");
  remove_what_begins(folder, "report.");
  write_file(log(trial), "");
  const std::string quote = folder.string().find('\'') == std::string::npos ? "'" : "\"";  // for a space
  const std::string most = std::to_string(bounds_.memory_megabytes);
  const std::string to = "exitcode=66:max_allocation_size_mb=" + most + ":log_path=" + quote +
                         (folder / "report").string() + quote;
  const std::string mark = "UNROLL_TRIAL=" + folder.string();
  const int slower = trial.variant == Variant::plain ? 1 : 10;  // than without a sanitizer, at the worst
  const int seconds = bounds_.processor_seconds * slower;
  Command command{{(folder / "test").string()}, folder.string()};
  command.variables = {mark,
                       "UNROLL_RECORDS=" + records.string(),
                       "UNROLL_RUNNER=" + std::to_string(::getpid()),
                       "UNROLL_CPU_SECONDS=" + std::to_string(seconds),
                       "UNROLL_MEMORY_MB=" + most,
                       "UNROLL_FILE_BYTES=" + std::to_string(file_bytes),
                       "ASAN_OPTIONS=detect_stack_use_after_return=1:" + to,
                       "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:" + to,
                       "TSAN_OPTIONS=halt_on_error=1:" + to,
                       "LSAN_OPTIONS=" + to};
  if (!recorded.empty()) command.variables.push_back("UNROLL_TRACE_FILE=" + recorded.string());
  Evidence evidence;
  evidence.memory_megabytes = bounds_.memory_megabytes;
  fs::path written;  // by a sanitizer, of this process and not of its children
  {
    Process process(poller_, command);
    written = folder / ("report." + std::to_string(process.pid()));
    LeftBehind left(process.pid(), mark);  // if whoever waits for it is called off
    process.input.close();
    Scope readers(poller_.loop());
    readers.spawn(keep(process.output, log(trial), evidence.printed));
    readers.spawn(keep(process.errors, log(trial), evidence.printed));
    Stillness stillness(process.pid(), mark, trial.variant == Variant::thread);
    co_await attend(poller_, process, bounds_.time * slower, records, std::move(stillness), evidence);
    const bool has_ended = !evidence.out_of_time && !evidence.memory_used_up;
    if (has_ended && evidence.signal == 0)
      evidence.left_behind = co_await left_by(poller_, process.pid(), mark, (folder / "test").string());
    process.signal_group(SIGKILL);
    co_await kill_what_is_left(poller_, process.pid(), mark);
    left.are_gone();
    if (has_ended) {
      try {
        co_await with_timeout(poller_.timers(), 2s, join(readers));
      } catch (const TimedOut&) {
        // Somebody has got away with its output. What was written up to now is all that counts.
      }
    }
  }
  evidence.records = fs::exists(records) ? shortened(text_of(records), course_.root()) : "";
  std::string report = fs::exists(written) ? text_of(written) : "";
  if (cannot_look_for_leaks(report)) throw Refused(no_leaks_to_see);
  report = co_await with_places(poller_, (folder / "test").string(), std::move(report));
  evidence.sanitizer = shortened(report, course_.root());
  if (const fs::path warnings = folder / "warnings.txt"; fs::exists(warnings))
    evidence.warnings = shortened(text_of(warnings), course_.root());
  evidence.tests = tests_in(text_of(test(trial)));
  evidence.own = trial.header.lexically_relative(course_.root()).string();
  std::vector<std::uint64_t> addresses = addresses_in(evidence.records);
  evidence.places = co_await places_of(poller_, (folder / "test").string(), std::move(addresses));
  for (auto& [address, place] : evidence.places) place = shortened(place, course_.root());
  Ran ran{course::judge(evidence), is_by_chance(evidence)};
  co_return ran;
}

}  // namespace unroll::course
