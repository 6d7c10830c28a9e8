// A trial is built: compiled and linked, unless it would be made of the same.
#include <unistd.h>

#include <algorithm>
#include <utility>

#include "15_unroll/course/keys.hpp"
#include "15_unroll/course/workshop.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string all;
  for (const std::string& word : words) (all += word) += '\n';
  return all;
}

}  // namespace

/// `last`: whoever is waited for goes first.
Task<Said> Workshop::call(Command command, fs::path scratch, bool last) {
  if (last) command.words.insert(command.words.begin(), {"nice", "-n", "10"});
  co_return co_await call_compiler(poller_, std::move(command), std::move(scratch), bounds_.compiling);
}

Task<std::string> Workshop::compile_test(Trial trial, bool last) {
  const fs::path folder = this->folder(trial);
  const fs::path front = folder / "front";
  Unit unit{test(trial), folder / "test.o", front, {trial.header}};
  unit.sources.push_back(front / trial.exercise->header());
  add_own_sources(trial, unit);
  std::vector<std::string> words = parts(trial, "compile.txt");
  if (!trial.only.empty())  // what stands beside the test is found as if this stood there
    words.insert(words.end(), {"-iquote", course_.test(*trial.exercise).parent_path().string()});
  co_return co_await compile(std::move(unit), std::move(words), last);
}

/// Those of which the test and the world must have the same; nothing, if there is no world to compile.
std::string Workshop::own_texts(const Trial& trial) const {
  if (trial.own.empty()) return {};
  std::vector<fs::path> headers{trial.header};
  for (const Exercise* exercise : trial.own) headers.push_back(course_.starter(*exercise));
  return States(course_.root()).of(headers);
}

void Workshop::add_own_sources(const Trial& trial, Unit& unit) const {
  for (const Exercise* exercise : trial.own) {
    unit.sources.push_back(unit.front / exercise->header());
    unit.sources.push_back(course_.starter(*exercise));
  }
}

Task<std::string> Workshop::compile(Unit unit, std::vector<std::string> words, bool last) {
  const fs::path folder = unit.object.parent_path();
  const fs::path list = fs::path(unit.object).replace_extension(".d");
  Command command{std::move(words)};
  const std::vector<std::string> front{"-I", unit.front.string()};
  command.words.insert(command.words.begin() + 1, front.begin(), front.end());
  const std::string how = course_.root().string() + "\n" + joined(command.words);
  const Made made(unit.object);
  States states(course_.root());  // before the compiler reads them: what is saved meanwhile is another text
  unit.sources.insert(unit.sources.end(), {command.words.front(), unit.source});
  for (const fs::path& source : dependencies(list)) unit.sources.push_back(source);
  if (fs::exists(list) && made.is_of(how + states.of(dependencies(list)))) co_return std::string();
  states.see(unit.sources);
  made.forget();
  for (const fs::path& unfinished : {list, unit.object})  // of a run that was ended in the midst
    remove_what_begins(folder, unfinished.filename().string() + ".");
  const fs::path begun = folder / "begun";
  write_file(begun, "");
  // Whole or not at all, and by names that no other run of this program has.
  const std::string mine = "." + std::to_string(::getpid());
  for (const std::string& word :
       {std::string("-MD"), std::string("-MF"), list.string() + mine, std::string("-c"), unit.source.string(),
        std::string("-o"), unit.object.string() + mine})
    command.words.push_back(word);
  const Said said = co_await call(std::move(command), folder / "scratch", last);
  if (!said.built) {
    for (const fs::path& unfinished : {list, unit.object})
      remove_what_begins(folder, unfinished.filename().string() + ".");
    co_return said.text;
  }
  write_file(folder / "warnings.txt", said.text);
  fs::rename(list.string() + mine, list);
  fs::rename(unit.object.string() + mine, unit.object);
  const std::vector<fs::path> read = dependencies(list);
  const bool known = std::all_of(read.begin(), read.end(), [&](const fs::path& file) {
    return states.has_seen(file) || is_older(file, begun);
  });
  states.see(read);
  const bool there =
      std::all_of(read.begin(), read.end(), [&](const fs::path& file) { return states.has_seen(file); });
  if (known && there && !read.empty()) made.note(how + states.of(read));
  co_return std::string();
}

Task<std::string> Workshop::link(Trial trial, bool last) {
  const fs::path folder = this->folder(trial);
  std::vector<std::string> words = parts(trial, "link.txt");
  stand_in_for_world(trial, words);
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

/// Of a file that is not there, or has nothing in it, a compiler would speak of the test.
std::string Workshop::what_is_lacking(const Trial& trial) const {
  const bool is_file = fs::is_regular_file(trial.header);
  if (is_file && text_of(trial.header).find_first_not_of(" \t\r\n") != std::string::npos) return {};
  std::string words = trial.header.string() + ":1:1: error: " + (is_file ? "it is empty" : "no such file");
  if (trial.header == course_.starter(*trial.exercise))
    words += ". ./unroll reset " + trial.exercise->name + " puts its starter there";
  return words + "\n";
}

/// What is saved while it compiles would leave two versions of one class in a program: then all is compiled
/// once more.
Task<std::string> Workshop::build(Trial trial, bool last) {
  if (std::string lacking = what_is_lacking(trial); !lacking.empty()) co_return lacking;
  lay_out(trial);
  std::string errors;
  for (bool saved = true; saved && errors.empty();) {
    const std::string before = own_texts(trial);
    errors = co_await compile_test(trial, last);
    if (errors.empty()) errors = co_await compile_world(trial, last);
    saved = own_texts(trial) != before;
  }
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

}  // namespace unroll::course
