#include "15_unroll/course/workshop.hpp"

#include <signal.h>

#include <algorithm>
#include <sstream>
#include <utility>

#include "05_scopes/scope.hpp"
#include "15_unroll/course/attend.hpp"
#include "15_unroll/course/places.hpp"
#include "15_unroll/course/told.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::vector<std::string> words_in(const fs::path& file) {
  std::vector<std::string> words;
  std::istringstream lines(text_of(file));
  for (std::string line; std::getline(lines, line);) {
    if (!line.empty() && line != "-I/usr/include") words.push_back(line);
  }
  return words;
}

/// The files that a list of make names behind its colon; a space in a name has a backslash before it.
std::vector<fs::path> dependencies(const fs::path& list) {
  std::vector<fs::path> files;
  if (!fs::exists(list)) return files;
  const std::string text = text_of(list);
  std::string name;
  for (std::size_t i = text.find(':') + 1; i < text.size(); ++i) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    if (text[i] == '\\' && next == ' ') {
      name += text[++i];
    } else if (text[i] == ' ' || text[i] == '\n' || (text[i] == '\\' && next == '\n')) {
      if (!name.empty()) files.emplace_back(std::exchange(name, {}));
    } else {
      name += text[i];
    }
  }
  return files;
}

bool newer_than_all(const fs::path& made, const std::vector<fs::path>& sources) {
  std::error_code missing;
  const auto time = fs::last_write_time(made, missing);
  if (missing || sources.empty()) return false;
  return std::all_of(sources.begin(), sources.end(), [&](const fs::path& source) {
    std::error_code gone;
    const auto changed = fs::last_write_time(source, gone);
    return !gone && changed <= time;
  });
}

/// A line of a compiler names files from the folder of the course on.
std::string include_of(const fs::path& file) { return "#include \"" + file.string() + "\"\n"; }

void write_if_changed(const fs::path& file, const std::string& text) {
  if (!fs::exists(file) || text_of(file) != text) write_file(file, text);
}

std::string all_that_begins(const fs::path& folder, const std::string& name) {
  std::string text;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(name)) text += text_of(entry.path());
  }
  return text;
}

void remove_what_begins(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(name)) files.push_back(entry.path());
  }
  for (const fs::path& file : files) fs::remove(file);
}

/// Files of the course are named from its folder on.
std::string shortened(std::string text, const fs::path& root) {
  const std::string folder = root.string() + "/";
  for (std::size_t at = 0; (at = text.find(folder, at)) != std::string::npos;) text.erase(at, folder.size());
  return text;
}

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

/// A compiler or linker that is ended in the midst of its work leaves no half of a file behind: `made` gets
/// its name when all is there. `last`: whoever is waited for goes first.
Task<std::string> Workshop::make(std::vector<std::string> words, fs::path made, bool last) {
  std::error_code none;
  fs::remove(made, none);
  const fs::path growing = made.string() + ".new";
  words.insert(words.end(), {"-o", growing.string()});
  if (last) words.insert(words.begin(), {"nice", "-n", "10"});
  Command command{std::move(words)};
  const Outcome outcome =
      co_await unroll::run(poller_, std::move(command), {}, std::size_t{64} * 1024 * 1024);
  if (!outcome.exit.ok()) co_return outcome.errors + outcome.exit.text() + "\n";
  fs::rename(growing, made);
  co_return std::string();
}

Task<std::string> Workshop::compile(Trial trial, bool last) {
  const fs::path folder = this->folder(trial);
  const fs::path object = folder / "test.o";
  if (newer_than_all(object, dependencies(folder / "test.d"))) co_return std::string();
  std::vector<std::string> words = parts(trial, "compile.txt");
  const std::vector<std::string> front{"-I", (folder / "front").string()};
  words.insert(words.begin() + 1, front.begin(), front.end());
  words.insert(words.end(), {"-MD", "-MF", (folder / "test.d").string(), "-MT", object.string(), "-c",
                             course_.test(*trial.exercise).string()});
  co_return co_await make(std::move(words), object, last);
}

Task<std::string> Workshop::link(Trial trial, bool last) {
  const fs::path folder = this->folder(trial);
  std::vector<std::string> words = parts(trial, "link.txt");
  std::erase_if(words, [](const std::string& word) {
    return word.ends_with(".a") && !fs::exists(word);
  });  // not needed
  std::vector<fs::path> sources{folder / "test.o"};
  for (const std::string& word : words) {
    if (word.ends_with(".a")) sources.emplace_back(word);
  }
  if (newer_than_all(folder / "test", sources)) co_return std::string();
  words.insert(words.begin() + 1, (folder / "test.o").string());
  co_return co_await make(std::move(words), folder / "test", last);
}

Task<std::string> Workshop::build(Trial trial, bool last) {
  lay_out(trial);
  std::string errors = co_await compile(trial, last);
  if (errors.empty()) errors = co_await link(trial, last);
  co_return errors;
}

Task<> Workshop::prepare(Trial trial) { (void)co_await build(std::move(trial), true); }

Task<Verdict> Workshop::run(Trial trial, fs::path recorded) {
  const fs::path folder = this->folder(trial);
  const fs::path records = folder / "records.txt";
  remove_what_begins(folder, "records.txt");
  remove_what_begins(folder, "report.");
  write_file(log(trial), "");
  const std::string to = "exitcode=66:log_path=report";  // in its folder: the whole path may have a space
  const int slower = trial.variant == Variant::plain ? 1 : 10;  // than without a sanitizer, at the worst
  const int seconds = bounds_.processor_seconds * slower;
  Command command{{(folder / "test").string()}, folder.string()};
  command.variables = {"UNROLL_RECORDS=" + records.string(),
                       "UNROLL_CPU_SECONDS=" + std::to_string(seconds),
                       "UNROLL_MEMORY_MB=" + std::to_string(bounds_.memory_megabytes),
                       "ASAN_OPTIONS=detect_stack_use_after_return=1:" + to,
                       "UBSAN_OPTIONS=halt_on_error=1:print_stacktrace=1:" + to,
                       "TSAN_OPTIONS=halt_on_error=1:" + to,
                       "LSAN_OPTIONS=" + to};
  if (!recorded.empty()) command.variables.push_back("UNROLL_TRACE_FILE=" + recorded.string());
  Evidence evidence;
  {
    Process process(poller_, command);
    process.input.close();
    Scope readers(poller_.loop());
    readers.spawn(keep(process.output, log(trial)));
    readers.spawn(keep(process.errors, log(trial)));
    co_await attend(poller_, process, bounds_.time * slower, records, evidence);
    if (!evidence.out_of_time) {
      process.signal_group(SIGKILL);  // whoever it has left behind
      co_await readers.join();
    }
  }
  evidence.records = fs::exists(records) ? shortened(text_of(records), course_.root()) : "";
  std::string report = all_that_begins(folder, "report.");
  report = co_await with_places(poller_, (folder / "test").string(), std::move(report));
  evidence.sanitizer = shortened(std::move(report), course_.root());
  evidence.tests = tests_in(text_of(course_.test(*trial.exercise)));
  evidence.own = fs::relative(trial.header, course_.root()).string();
  std::vector<std::uint64_t> addresses = addresses_in(evidence.records);
  evidence.places = co_await places_of(poller_, (folder / "test").string(), std::move(addresses));
  for (auto& [address, place] : evidence.places) place = shortened(std::move(place), course_.root());
  co_return course::judge(evidence);
}

Task<Verdict> Workshop::judge(Trial trial, bool again, fs::path recorded) {
  const fs::path folder = this->folder(trial);
  const fs::path known = folder / "verdict.json";
  std::string errors = co_await build(trial, false);
  if (!errors.empty()) {
    write_file(log(trial), errors);
    Evidence evidence;
    evidence.compiler = shortened(std::move(errors), course_.root());
    evidence.own = fs::relative(trial.header, course_.root()).string();
    co_return course::judge(evidence);
  }
  if (!again && newer_than_all(known, {folder / "test"})) {
    if (const auto verdict = verdict_from(text_of(known))) co_return *verdict;
  }
  const Verdict verdict = co_await run(trial, recorded);
  write_file(known, as_json(verdict) + "\n");
  co_return verdict;
}

}  // namespace unroll::course
