#include "15_unroll/course/mutation.hpp"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "05_scopes/scope.hpp"
#include "15_unroll/course/bar.hpp"
#include "15_unroll/course/fingerprint.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

fs::path Mutation::folder(const Exercise& exercise) const {
  return course_.root() / ".unroll" / "course" / exercise.chapter / exercise.name / "mutants";
}

fs::path Mutation::header(const Fate& fate) const {
  std::string name = fate.mutant.name;
  std::replace(name.begin(), name.end(), ':', '-');
  return folder(*fate.exercise) / (name + ".hpp");
}

Equivalents& Mutation::equivalents(const Exercise& exercise) {
  const fs::path file = course_.root() / "tests" / "exercises" / exercise.chapter / "equivalent.txt";
  return equivalents_.try_emplace(exercise.chapter, file).first->second;
}

/// What has come of the solution says what its mutants may be compared with.
Task<> Mutation::prepare() {
  while (prepared_ < exercises_.size()) {
    const Exercise& exercise = *exercises_[prepared_++];
    const Trial trial{&exercise, "solution", course_.solution(exercise), Variant::plain, {}};
    const Verdict verdict = co_await workshop_.judge(trial);
    if (!verdict.passed())
      throw Refused("the solution of " + exercise.full_name() +
                    " does not pass, so its mutants say nothing: " + verdict.word() + "\n" + verdict.text);
    grounds_.at(&exercise).print = hash_of(text_of(workshop_.folder(trial) / "test"));
    show(exercise.full_name() + ", solution");
  }
}

bool Mutation::survived(const Exercise& exercise, const Mutant& mutant) const {
  const Ledger& ledger = grounds_.at(&exercise).ledger;
  if (ledger.last(mutant.name + " plain") != "passed") return false;
  return std::all_of(exercise.sanitizers.begin(), exercise.sanitizers.end(),
                     [&](const std::string& sanitizer) {
                       const std::string last = ledger.last(mutant.name + " " + sanitizer);
                       return last.empty() || last == "passed";
                     });
}

/// Those that are named as equivalent are always among them.
void Mutation::choose(const Exercise& exercise) {
  grounds_.try_emplace(&exercise, Ground{0, Ledger(folder(exercise) / "tried.json")});
  std::vector<Mutant> others;
  std::multimap<std::size_t, Fate> chosen;  // by their lines
  for (Mutant& mutant : mutants_of(text_of(course_.solution(exercise)), text_of(course_.starter(exercise)))) {
    const std::size_t line = mutant.line;
    if (const Equivalent* known = equivalents(exercise).take(exercise.name, mutant))
      chosen.emplace(line, Fate{&exercise, std::move(mutant), known});
    else if (!options_.survivors || survived(exercise, mutant))
      others.push_back(std::move(mutant));
  }
  if (options_.most != 0) others = spread(std::move(others), options_.most);
  for (Mutant& mutant : others) chosen.emplace(mutant.line, Fate{&exercise, std::move(mutant)});
  for (auto& [line, fate] : chosen) fates_.push_back(std::move(fate));
}

Task<std::string> Mutation::try_one(const Fate& fate, Variant variant) {
  Ground& ground = grounds_.at(fate.exercise);
  const std::string name = fate.mutant.name + " " + word_of(variant);
  const std::uint64_t of = hash_of(fate.mutant.text, ground.print);
  if (const std::string known = ground.ledger.known(name, of); !known.empty()) co_return known;
  const fs::path header = this->header(fate);
  const Trial trial{fate.exercise, "mutant-" + header.stem().string(), header, variant, {}};
  write_file(header, fate.mutant.text);
  std::string what = "compile error";
  bool is_sure = true;
  try {
    const Verdict verdict = co_await workshop_.judge(trial);
    is_sure = verdict.kind == Verdict::Kind::compile_error || workshop_.is_sure(trial);
    what = verdict.word() + (verdict.test.empty() ? "" : " in " + verdict.test);
  } catch (const CompilerFailed&) {
    // It makes nothing of it. (Too little time, or a full disk, is another matter: that is told.)
  }
  if (is_sure) ground.ledger.note(name, of, what);
  fs::remove_all(workshop_.folder(trial));  // some megabytes each
  co_return what;
}

/// A survivor is kept, to be looked at.
Task<> Mutation::decide(Fate& fate) {
  try {
    co_await try_in_builds(fate);
  } catch (const std::runtime_error& error) {  // Refused, or the system's
    fate.not_tried = error.what();
    fate.verdict.clear();
  }
  if (fate.survives())
    write_file(header(fate), fate.mutant.text);
  else
    fs::remove(header(fate));
}

/// The plain build first; what passes there may still be seen by the sanitizers that the exercise names.
Task<> Mutation::try_in_builds(Fate& fate) {
  fate.verdict = co_await try_one(fate, Variant::plain);
  for (const std::string& sanitizer : fate.exercise->sanitizers) {
    if (options_.plain || !fate.survives()) break;
    const Variant variant = sanitizer == "thread" ? Variant::thread : Variant::address;
    fate.verdict = co_await try_one(fate, variant);
  }
}

void Mutation::show(const std::string& what) {
  Bar::here().show(++done_, exercises_.size() + fates_.size(), what);
}

Task<> Mutation::work() {
  while (next_ != fates_.end()) {
    Fate& fate = *next_++;
    co_await decide(fate);
    show(fate.exercise->full_name() + ":" + fate.mutant.name);
  }
}

Task<> Mutation::all_at_once(Task<> (Mutation::*worker)()) {
  Scope workers(poller_.loop());
  for (std::size_t i = 0; i != options_.at_once; ++i) workers.spawn((this->*worker)());
  co_await workers.join();
}

Task<> Mutation::run(std::vector<const Exercise*> exercises) {
  for (const Exercise* exercise : exercises) {
    if (grounds_.contains(exercise)) continue;  // it was named twice
    exercises_.push_back(exercise);
    choose(*exercise);
  }
  co_await all_at_once(&Mutation::prepare);
  next_ = fates_.begin();
  co_await all_at_once(&Mutation::work);
  Bar::here().clear();
  find_stale();
}

void Mutation::add_stale(const Exercise& exercise, const Equivalent& one, const std::string& what) {
  const std::string file = equivalents(exercise).file().lexically_relative(course_.root()).string();
  stale_.push_back(
      {&exercise, "equivalent",
       file + ":" + std::to_string(one.line) + ": " + one.exercise + " " + one.kind + ": " + what, 0});
}

void Mutation::find_stale() {
  for (const Exercise* exercise : exercises_) {
    for (const Equivalent& one : equivalents(*exercise).all()) {
      if (one.exercise == exercise->name && !one.taken)
        add_stale(*exercise, one, "there is no such mutant, or not so many of them");
    }
  }
  for (const Fate& fate : fates_) {
    if (fate.equivalent != nullptr && fate.not_tried.empty() && !fate.survives())
      add_stale(*fate.exercise, *fate.equivalent, "it changes something: " + fate.verdict);
  }
}

}  // namespace unroll::course
