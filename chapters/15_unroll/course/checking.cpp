#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>
#include <optional>
#include <sstream>
#include <thread>

#include "05_scopes/scope.hpp"
#include "15_unroll/course/bar.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

int number_of(const Exercise& exercise) { return std::stoi(exercise.chapter); }

/// The one of the chapters whose libraries a test links: from 06 on they hide the operating system.
bool needs_world(const Exercise& exercise) { return number_of(exercise) >= 6; }

/// The plain build first: its verdict is the one that is waited for.
std::vector<Variant> variants_of(const Exercise& exercise) {
  std::vector<Variant> variants{Variant::plain};
  for (const std::string& sanitizer : exercise.sanitizers)
    variants.push_back(sanitizer == "thread" ? Variant::thread : Variant::address);
  return variants;
}

}  // namespace

Task<> Student::need_parts(Variant variant, const Exercise& exercise) {
  const std::string& preset = presets_.of(variant);
  const std::string target = needs_world(exercise) ? "unroll_check_world" : "unroll_check_parts";
  if (parts_.contains(preset + target)) co_return;
  Command command{{(course_.root() / "unroll").string(), "build-parts", preset, target}};
  command.shares_errors = true;
  const Outcome outcome = co_await unroll::run(poller_, std::move(command));
  if (!outcome.exit.ok())
    throw Refused("the parts that all tests stand on could not be built (preset " + preset + "), see above");
  parts_.insert(preset + target);
}

/// Whether they were built at some time, so that building them takes a moment, if anything.
bool Student::parts_stand(Variant variant) const {
  const fs::path list = course_.root() / ".build" / presets_.of(variant) / "course" / "link.txt";
  if (!fs::exists(list)) return false;
  std::istringstream files(text_of(list));
  for (std::string file; std::getline(files, file);) {
    if (file.ends_with("libunroll_check.a")) return fs::exists(file);
  }
  return false;
}

/// The exercises below that stand in the place of a header of the toolkit, and are done. Not for chapters
/// from 06 on: their libraries were built with the course's own headers, and a program must not have two of
/// one.
std::vector<const Exercise*> Student::own_of(const Exercise& exercise) const {
  std::vector<const Exercise*> own;
  if (needs_world(exercise)) return own;
  for (const Exercise& below : course_.exercises()) {
    const bool replaces = fs::exists(course_.root() / "chapters" / below.header());
    if (replaces && &below != &exercise && number_of(below) < number_of(exercise) && progress_.passed(below))
      own.push_back(&below);
  }
  return own;
}

Task<> Student::build_ahead(Trial trial) {
  co_await need_parts(trial.variant, *trial.exercise);
  co_await workshop_.prepare(std::move(trial));
}

void Student::announce(std::ostream& out, Variant variant) const {
  out << paint_.dim << "  the " << word_of(variant) << " sanitizer looks at it now"
      << (parts_stand(variant) ? "" : "; what it stands on is built first, once") << " …\n"
      << paint_.plain << std::flush;
}

/// While one build is tried, the next is made; whoever is waited for goes first.
Task<Student::Checked> Student::try_in_all_builds(const Exercise& exercise, How how, std::ostream& out) {
  const TimePoint begin = poller_.now();
  Trial trial{&exercise, "yours", course_.starter(exercise)};
  if (how.own) trial.own = own_of(exercise);
  const std::vector<Variant> variants = variants_of(exercise);
  Checked checked;
  for (std::size_t i = 0; i != variants.size(); ++i) {
    trial.variant = variants[i];
    if (i != 0 && !how.json) announce(out, trial.variant);
    co_await need_parts(trial.variant, exercise);
    Scope ahead(poller_.loop());
    if (how.alone && i + 1 != variants.size() && parts_stand(variants[i + 1])) {
      Trial next = trial;
      next.variant = variants[i + 1];
      ahead.spawn(build_ahead(std::move(next)));
    }
    checked.verdict = co_await workshop_.judge(trial);
    checked.seconds[word_of(trial.variant)] = std::chrono::duration<double>(poller_.now() - begin).count();
    if (!how.json)
      tell(out, paint_, exercise, checked.verdict, word_of(trial.variant),
           fs::relative(workshop_.log(trial), course_.root()).string());
    out << std::flush;
    if (!checked.verdict.passed()) break;
    co_await ahead.join();
  }
  note(exercise, checked.verdict);
  co_return checked;
}

void Student::note(const Exercise& exercise, const Verdict& verdict) {
  if (verdict.passed()) return progress_.pass(exercise);
  progress_.fail(exercise);
  progress_.remember(exercise, verdict.test + "\n" + verdict.word());
}

Task<Verdict> Student::check_one(const Exercise& exercise) {
  const How how{.alone = std::thread::hardware_concurrency() > 1};
  co_return (co_await try_in_all_builds(exercise, how, std::cout)).verdict;
}

/// Exercises that are checked at the same time; what is said of them comes in their order.
struct Student::Queue {
  explicit Queue(std::vector<const Exercise*> all)
      : exercises(std::move(all)), checked(exercises.size()), said(exercises.size()) {}

  std::vector<const Exercise*> exercises;
  std::vector<std::optional<Checked>> checked;
  std::vector<std::ostringstream> said;
  How how = {};
  std::size_t next = 0;
  std::size_t done = 0;
  std::size_t told = 0;
};

Task<> Student::work(Queue& queue) {
  Bar& bar = Bar::here();
  while (queue.next < queue.exercises.size()) {
    const std::size_t mine = queue.next++;
    const Exercise& exercise = *queue.exercises[mine];
    queue.checked[mine] = co_await try_in_all_builds(exercise, queue.how, queue.said[mine]);
    ++queue.done;
    bar.clear();
    for (; queue.told != queue.checked.size() && queue.checked[queue.told]; ++queue.told)
      std::cout << queue.said[queue.told].str();
    std::cout << std::flush;
    bar.show(queue.done, queue.exercises.size(), exercise.full_name());
  }
}

Task<> Student::work_all(Queue& queue) {
  if (queue.exercises.size() == 1) {
    queue.how.alone = std::thread::hardware_concurrency() > 1;
    queue.checked[0] = co_await try_in_all_builds(*queue.exercises[0], queue.how, std::cout);
    co_return;
  }
  for (const Exercise* exercise : queue.exercises) {
    for (const Variant variant : variants_of(*exercise)) co_await need_parts(variant, *exercise);
  }
  Scope workers(poller_.loop());
  for (unsigned i = 0; i != std::max(1U, std::thread::hardware_concurrency()); ++i)
    workers.spawn(work(queue));
  co_await workers.join();
  Bar::here().clear();
}

Task<int> Student::check(std::vector<const Exercise*> exercises, bool json, bool own) {
  Queue queue(std::move(exercises));
  queue.how.json = json;
  queue.how.own = own;
  co_await work_all(queue);
  nlohmann::json all = nlohmann::json::array();
  std::size_t failed = 0;
  for (std::size_t i = 0; i != queue.exercises.size(); ++i) {
    const Checked& checked = *queue.checked[i];
    if (!checked.verdict.passed()) ++failed;
    nlohmann::json one = nlohmann::json::parse(as_json(checked.verdict));
    one["exercise"] = queue.exercises[i]->full_name();
    one["seconds"] = checked.seconds;
    all.push_back(std::move(one));
  }
  if (json) {
    std::cout << all.dump(1) << "\n";
  } else if (all.size() > 1) {
    std::cout << paint_.bold << all.size() - failed << " of " << all.size() << " pass" << paint_.plain
              << "\n";
  } else if (failed == 0) {
    std::cout << paint_.dim << "  ./unroll solution " << queue.exercises.front()->name
              << " shows how the course does it.\n"
              << paint_.plain;
    tell_next();
  }
  co_return failed == 0 ? 0 : 1;
}

}  // namespace unroll::course
