#include "15_unroll/course/verify.hpp"

#include <algorithm>
#include <cctype>
#include <sstream>
#include <stdexcept>

#include "05_scopes/scope.hpp"
#include "15_unroll/course/bar.hpp"
#include "15_unroll/course/keys.hpp"
#include "15_unroll/course/making.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

/// What a heading is called in an address: small letters, and a dash for each space.
std::string slug_of(const std::string& heading) {
  std::string slug;
  for (const char c : heading) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == ' ' || c == '-')
      slug += '-';
    else if (std::isalnum(byte) != 0 || c == '_' || byte >= 0x80)
      slug += static_cast<char>(std::tolower(byte));
  }
  return slug;
}

Variant variant_for(const std::string& verdict) {
  if (verdict == "data race") return Variant::thread;
  const bool memory = verdict == "use after free" || verdict == "leak" || verdict == "undefined behaviour";
  return memory ? Variant::address : Variant::plain;
}

Variant variant_of(const std::string& word) {
  return word == "thread" ? Variant::thread : word == "address" ? Variant::address : Variant::plain;
}

std::vector<Variant> variants_for(const WrongSolution& wrong) {
  std::vector<Variant> variants;
  for (const std::string& build : wrong.builds) variants.push_back(variant_of(build));
  if (variants.empty()) variants.push_back(variant_for(wrong.verdict));
  return variants;
}

void add_sanitized(std::vector<Variant>& variants, const Exercise& exercise) {
  for (const std::string& sanitizer : exercise.sanitizers) variants.push_back(variant_of(sanitizer));
}

bool has(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace

bool has_anchor(const fs::path& root, const std::string& place) {
  const std::size_t hash = place.find('#');
  const fs::path page = root / place.substr(0, hash);
  if (!fs::exists(page)) return false;
  if (hash == std::string::npos) return true;
  std::istringstream lines(text_of(page));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("#")) continue;
    if (slug_of(line.substr(line.find_first_not_of("# "))) == place.substr(hash + 1)) return true;
  }
  return false;
}

void Verification::add(const Exercise& exercise, const std::string& what, const std::string& wrong) {
  checks_.push_back({&exercise, what, wrong, 0});
}

/// What can be seen without running anything.
void Verification::look_at(const Exercise& exercise) {
  const std::string contract = contract_in(text_of(course_.starter(exercise)));
  const bool same = contract == contract_in(text_of(course_.solution(exercise)));
  add(exercise, "contract",
      contract.empty() ? "the starter has no line '// Contract'"
      : same           ? ""
                       : "the solution's contract differs from the starter's");
  add(exercise, "place to read",
      has_anchor(course_.root(), exercise.read) ? "" : "there is no " + exercise.read);
  add(exercise, "nothing left open", left_open(course_, exercise));
  const auto tests = tests_in(text_of(course_.test(exercise)));
  for (const auto& [key, sentence] : exercise.when) {
    const std::string test = key.substr(0, key.find(" ("));
    add(exercise, "sentence for " + key,
        key.starts_with('(') || has(tests, test) ? "" : "there is no test " + test);
  }
  for (const WrongSolution& wrong : course_.wrong_solutions(exercise)) {
    const bool known =
        kind_of(wrong.verdict).has_value() && (wrong.verdict == "compile error" || has(tests, wrong.test));
    if (!known)
      add(exercise, "wrong: " + wrong.name,
          "there is no test " + wrong.test + ", or no verdict " + wrong.verdict);
  }
}

void Verification::plan(const Exercise& exercise) {
  look_at(exercise);
  const bool first = exercise.first;
  const auto trial = [&](const std::string& label, const fs::path& header, Variant variant) {
    return Trial{&exercise, label, header, variant};
  };
  cases_.push_back({trial("starter", course_.starter(exercise), Variant::plain), "starter", first, !first});
  std::vector<Variant> variants{Variant::plain};
  if (!options_.plain) add_sanitized(variants, exercise);
  for (const Variant variant : variants)
    cases_.push_back({trial("solution", course_.solution(exercise), variant),
                      "solution (" + word_of(variant) + ")", true});
  if (!options_.right) plan_wrong(exercise);
}

/// A wrong solution is compiled with the one test that is meant for it: that takes less time, and a test that
/// catches it alone, with no other test in front of it, is what is to be proved.
void Verification::plan_wrong(const Exercise& exercise) {
  const auto tests = tests_in(text_of(course_.test(exercise)));
  for (const WrongSolution& wrong : course_.wrong_solutions(exercise)) {
    for (const Variant variant : variants_for(wrong)) {
      if (options_.plain && variant != Variant::plain) continue;
      const bool alone = !options_.whole && wrong.verdict != "compile error" && has(tests, wrong.test);
      const Trial trial{.exercise = &exercise,
                        .label = (alone ? "alone-" : "wrong-") + wrong.name,
                        .header = wrong.header,
                        .variant = variant,
                        .only = alone ? wrong.test : ""};
      const std::string build = wrong.builds.empty() ? "" : " (" + word_of(variant) + ")";
      cases_.push_back({trial, "wrong: " + wrong.name + build, wrong.verdict == "passed", false, wrong.test,
                        wrong.verdict, wrong.says});
    }
  }
}

/// Whether it says what it is to say; if not, what it says.
std::string Verification::compare_words(const Case& one, const Verdict& verdict) {
  const std::string said = verdict.where + "\n" + verdict.text;
  return said.find(one.says) != std::string::npos ? ""
                                                  : "it should say '" + one.says + "', and says:\n" + said;
}

std::string Verification::compare(const Case& one, const Verdict& verdict) {
  const std::string came = verdict.word() + (verdict.test.empty() ? "" : " in " + verdict.test);
  if (one.passes)
    return verdict.passed() ? compare_words(one, verdict) : "it should pass: " + came + "\n" + verdict.text;
  const bool builds = verdict.kind != Verdict::Kind::compile_error;
  if (one.fails)
    return verdict.passed() ? "it should fail, and passes"
           : builds         ? ""
                            : "it does not build:\n" + verdict.text;
  if (one.verdict == "compile error" && builds) return "it should not build";
  const bool none = one.test == "no test";
  const bool any_test = one.verdict == "compile error" || one.verdict == "leak";
  if (none ? !verdict.test.empty() : !any_test && !has(verdict.failed, one.test))
    return one.test + " should catch it (" + one.verdict + "): " + came + "\n" + verdict.text;
  if ((verdict.test == one.test || verdict.test.empty()) && verdict.word() != one.verdict)
    return "it should be a " + one.verdict + ": " + came + "\n" + verdict.text;
  return compare_words(one, verdict);
}

Task<std::string> Verification::prove(Case one) {
  const fs::path folder = workshop_.folder(one.trial);
  const Made proof(folder / "proof.txt");
  const Made program(folder / "test");
  const bool endless = one.verdict == "endless loop" && !one.trial.only.empty();
  Workshop& first = endless && options_.runs == 1 ? hurried_ : workshop_;
  std::string wrong = compare(one, co_await first.judge(one.trial));
  if (!wrong.empty() || one.verdict == "compile error") co_return wrong;
  const std::string made_of = program.noted();
  const std::string claim =
      std::to_string(options_.runs) + " runs " + one.test + " " + one.verdict + " " + made_of;
  if (!made_of.empty() && proof.is_of(claim)) co_return wrong;
  proof.forget();
  for (std::size_t run = 1; run < options_.runs; ++run) {
    const bool last = run + 1 == options_.runs;  // its verdict is kept: with the bounds of a student's
    Workshop& again = endless && !last ? hurried_ : workshop_;
    wrong = compare(one, co_await again.judge(one.trial, true));
    if (!wrong.empty())
      co_return "run " + std::to_string(run + 1) + " of " + std::to_string(options_.runs) + ": " + wrong;
  }
  write_file(folder / "proof.txt", claim + "\n");
  if (!made_of.empty() && program.noted() == made_of) proof.note(claim);
  co_return wrong;
}

Task<std::string> Verification::prove_or_say_why_not(Case one) {
  try {
    co_return co_await prove(std::move(one));
  } catch (const std::runtime_error& error) {  // Refused, or the system's
    co_return "it could not be tried: " + std::string(error.what());
  }
}

Task<> Verification::work() {
  Bar& bar = Bar::here();
  while (next_ < cases_.size()) {
    Case one = cases_[next_++];
    const TimePoint begin = poller_.now();
    const Exercise* const exercise = one.trial.exercise;
    const std::string what = one.what;
    const std::string wrong = co_await prove_or_say_why_not(std::move(one));
    const double seconds = std::chrono::duration<double>(poller_.now() - begin).count();
    checks_.push_back({exercise, what, wrong, seconds});
    if (!wrong.empty()) bar.say(exercise->full_name() + ", " + what + ": " + wrong);
    bar.show(++done_, cases_.size(), exercise->full_name() + ", " + what);
  }
}

Task<std::vector<Check>> Verification::run(std::vector<const Exercise*> exercises) {
  for (const Exercise* exercise : exercises) plan(*exercise);
  for (const Check& check : checks_) {
    if (!check.wrong.empty())
      Bar::here().say(check.exercise->full_name() + ", " + check.what + ": " + check.wrong);
  }
  co_return co_await work_all();
}

Task<std::vector<Check>> Verification::run_verdicts() {
  options_.whole = true;  // a verdict also tells of the tests before and behind
  plan_wrong(verdicts_);
  co_return co_await work_all();
}

Task<std::vector<Check>> Verification::work_all() {
  Scope workers(poller_.loop());
  for (std::size_t i = 0; i != options_.at_once; ++i) workers.spawn(work());
  co_await workers.join();
  Bar::here().clear();
  co_return std::move(checks_);
}

}  // namespace unroll::course
