#include "15_unroll/course/workshop.hpp"

#include <signal.h>
#include <unistd.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "15_unroll/course/attend.hpp"
#include "15_unroll/course/keys.hpp"
#include "15_unroll/course/left_behind.hpp"
#include "15_unroll/course/places.hpp"
#include "15_unroll/course/told.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

std::vector<std::string> words_in(const fs::path& file) {
  std::vector<std::string> words;
  std::istringstream lines(text_of(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line != "-I/usr/include") words.push_back(line);
  }
  return words;
}

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) (all += word) += '\n';
  return all;
}

/// A line of a compiler names files from the folder of the course on.
std::string include_of(const fs::path& file) { return "#include \"" + file.string() + "\"\n"; }

Task<> join(Scope& scope) { co_await scope.join(); }

}  // namespace

Presets::Presets(const std::string& names) {
  std::istringstream words(names);
  for (std::string& name : names_) {
    if (!std::getline(words, name, ',') || name.empty())
      throw Refused(
          "--presets takes three with a comma between them (plain,address,thread), and this is none: " +
          names);
  }
}

fs::path Workshop::folder(const Trial& trial) const {
  std::string own;
  for (const Exercise* exercise : trial.own) own += "+" + exercise->name;
  return course_.root() / ".unroll" / "course" / trial.exercise->chapter / trial.exercise->name /
         (trial.label + "-" + presets_.of(trial.variant) + own);
}

std::vector<std::string> Workshop::parts(const Trial& trial, const std::string& file) const {
  return words_in(course_.root() / ".build" / presets_.of(trial.variant) / "course" / file);
}

/// In front of the chapters there is a folder with the header of this trial, and with those that are the
/// student's.
void Workshop::lay_out(const Trial& trial) const {
  const fs::path front = folder(trial) / "front";
  write_if_changed(front / trial.exercise->header(), include_of(trial.header));
  for (const Exercise* exercise : trial.own)
    write_if_changed(front / exercise->header(), include_of(course_.starter(*exercise)));
}

/// `last`: whoever is waited for goes first.
Task<Said> Workshop::call(Command command, fs::path scratch, bool last) {
  if (last) command.words.insert(command.words.begin(), {"nice", "-n", "10"});
  co_return co_await call_compiler(poller_, std::move(command), std::move(scratch), bounds_.compiling);
}

Task<std::string> Workshop::compile(Trial trial, bool last) {
  const fs::path folder = this->folder(trial);
  const fs::path object = folder / "test.o";
  const fs::path list = folder / "test.d";
  Command command{parts(trial, "compile.txt")};
  const std::vector<std::string> front{"-I", (folder / "front").string()};
  command.words.insert(command.words.begin() + 1, front.begin(), front.end());
  const std::string how = course_.root().string() + "\n" + joined(command.words);
  const Made made(object);
  States states(course_.root());  // before the compiler reads them: what is saved meanwhile is another text
  std::vector<fs::path> sources{command.words.front(), trial.header, course_.test(*trial.exercise)};
  sources.push_back(folder / "front" / trial.exercise->header());
  for (const Exercise* exercise : trial.own) {
    sources.push_back(folder / "front" / exercise->header());
    sources.push_back(course_.starter(*exercise));
  }
  for (const fs::path& source : dependencies(list)) sources.push_back(source);
  if (fs::exists(list) && made.is_of(how + states.of(dependencies(list)))) co_return std::string();
  states.see(sources);
  made.forget();
  const fs::path begun = folder / "begun";
  write_file(begun, "");
  // Whole or not at all, and by names that no other run of this program has.
  const std::string mine = "." + std::to_string(::getpid());
  for (const std::string& word :
       {std::string("-MD"), std::string("-MF"), list.string() + mine, std::string("-c"),
        course_.test(*trial.exercise).string(), std::string("-o"), object.string() + mine})
    command.words.push_back(word);
  const Said said = co_await call(std::move(command), folder / "scratch", last);
  if (!said.built) co_return said.text;
  write_file(folder / "warnings.txt", said.text);
  fs::rename(list.string() + mine, list);
  fs::rename(object.string() + mine, object);
  const std::vector<fs::path> read = dependencies(list);
  const bool known = std::all_of(read.begin(), read.end(), [&](const fs::path& file) {
    return states.has_seen(file) || fs::last_write_time(file) < fs::last_write_time(begun);
  });
  if (known) made.note(how + states.of(read));
  co_return std::string();
}

Task<std::string> Workshop::link(Trial trial, bool last) {
  const fs::path folder = this->folder(trial);
  std::vector<std::string> words = parts(trial, "link.txt");
  std::erase_if(words, [](const std::string& word) {
    return word.ends_with(".a") && !fs::exists(word);
  });  // not needed
  std::vector<fs::path> sources;
  for (const std::string& word : words) {
    if (word.ends_with(".a") || word.ends_with(".o")) sources.emplace_back(word);
  }
  const Made made(folder / "test");
  const std::string object = Made(folder / "test.o").noted();
  const std::string key = object + "\n" + joined(words) + States(course_.root()).of(sources);
  if (!object.empty() && made.is_of(key)) co_return std::string();
  made.forget();
  const std::string program = (folder / "test").string() + "." + std::to_string(::getpid());
  words.insert(words.begin() + 1, (folder / "test.o").string());
  words.insert(words.end(), {"-o", program});
  Command command{std::move(words)};
  const Said said = co_await call(std::move(command), folder / "scratch", last);
  if (!said.built) co_return said.text;
  fs::rename(program, folder / "test");
  if (!object.empty()) made.note(key);
  co_return std::string();
}

Task<std::string> Workshop::build(Trial trial, bool last) {
  lay_out(trial);
  std::string errors = co_await compile(trial, last);
  if (errors.empty()) errors = co_await link(trial, last);
  co_return errors;
}

Task<> Workshop::prepare(Trial trial) {
  try {
    (void)co_await build(std::move(trial), true);
  } catch (const Refused&) {
    // Whoever judges will hear it again.
  }
}

Task<Verdict> Workshop::run(Trial trial, fs::path recorded) {
  const fs::path folder = this->folder(trial);
  const fs::path records = folder / "records.txt";
  remove_what_begins(folder, "records.txt");
  remove_what_begins(folder, "report.");
  write_file(log(trial), "");
  const std::string quote = folder.string().find('\'') == std::string::npos ? "'" : "\"";  // for a space
  const std::string to = "exitcode=66:log_path=" + quote + (folder / "report").string() + quote;
  const std::string mark = "UNROLL_TRIAL=" + folder.string();
  const int slower = trial.variant == Variant::plain ? 1 : 10;  // than without a sanitizer, at the worst
  const int seconds = bounds_.processor_seconds * slower;
  Command command{{(folder / "test").string()}, folder.string()};
  command.variables = {mark,
                       "UNROLL_RECORDS=" + records.string(),
                       "UNROLL_RUNNER=" + std::to_string(::getpid()),
                       "UNROLL_CPU_SECONDS=" + std::to_string(seconds),
                       "UNROLL_MEMORY_MB=" + std::to_string(bounds_.memory_megabytes),
                       "ASAN_OPTIONS=detect_stack_use_after_return=1:" + to,
                       "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:" + to,
                       "TSAN_OPTIONS=halt_on_error=1:" + to,
                       "LSAN_OPTIONS=" + to};
  if (!recorded.empty()) command.variables.push_back("UNROLL_TRACE_FILE=" + recorded.string());
  Evidence evidence;
  fs::path written;  // by a sanitizer, of this process and not of its children
  {
    Process process(poller_, command);
    written = folder / ("report." + std::to_string(process.pid()));
    process.input.close();
    Scope readers(poller_.loop());
    readers.spawn(keep(process.output, log(trial)));
    readers.spawn(keep(process.errors, log(trial)));
    co_await attend(poller_, process, bounds_.time * slower, records, mark, evidence);
    if (!evidence.out_of_time) {
      process.signal_group(SIGKILL);  // whoever it has left behind
      co_await kill_what_is_left(poller_, process.pid(), mark);
      try {
        co_await with_timeout(poller_.timers(), 2s, join(readers));
      } catch (const TimedOut&) {
        // Somebody has got away with its output. What was written up to now is all that counts.
      }
    } else {
      process.signal_group(SIGKILL);
      co_await kill_what_is_left(poller_, process.pid(), mark);
    }
  }
  evidence.records = fs::exists(records) ? shortened(text_of(records), course_.root()) : "";
  std::string report = fs::exists(written) ? text_of(written) : "";
  report = co_await with_places(poller_, (folder / "test").string(), std::move(report));
  evidence.sanitizer = shortened(report, course_.root());
  if (const fs::path warnings = folder / "warnings.txt"; fs::exists(warnings))
    evidence.warnings = shortened(text_of(warnings), course_.root());
  evidence.tests = tests_in(text_of(course_.test(*trial.exercise)));
  evidence.own = fs::relative(trial.header, course_.root()).string();
  std::vector<std::uint64_t> addresses = addresses_in(evidence.records);
  evidence.places = co_await places_of(poller_, (folder / "test").string(), std::move(addresses));
  for (auto& [address, place] : evidence.places) place = shortened(place, course_.root());
  co_return course::judge(evidence);
}

Task<Verdict> Workshop::judge(Trial trial, bool again, fs::path recorded) {
  const fs::path folder = this->folder(trial);
  const fs::path known = folder / "verdict.json";
  std::string errors = co_await build(trial, false);
  if (!errors.empty()) {
    write_file(log(trial), errors);
    Evidence evidence;
    evidence.compiler = shortened(errors, course_.root());
    evidence.own = fs::relative(trial.header, course_.root()).string();
    co_return course::judge(evidence);
  }
  const Made made(known);
  const std::string key = Made(folder / "test").noted() + " " + bounds_.text();
  if (!again && made.is_of(key)) {
    if (const auto verdict = verdict_from(text_of(known))) co_return *verdict;
  }
  made.forget();
  const Verdict verdict = co_await run(trial, recorded);
  write_file(known, as_json(verdict) + "\n");
  if (!Made(folder / "test").noted().empty()) made.note(key);
  co_return verdict;
}

}  // namespace unroll::course
