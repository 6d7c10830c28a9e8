#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include <iostream>
#include <sstream>
#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"
#include "06_io/process.hpp"
#include "15_unroll/course/failure_words.hpp"
#include "15_unroll/course/left_behind.hpp"
#include "15_unroll/course/student.hpp"
#include "15_unroll/course/surroundings.hpp"
#include "15_unroll/course/telling.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

int number_of(const Exercise& exercise) { return std::stoi(exercise.chapter); }

/// The one of the chapters whose libraries a test links: from 06 on they hide the operating system.
bool needs_world(const Exercise& exercise) { return number_of(exercise) >= 6; }

/// A build that is under way. Its compilers are in groups of their own: ninja ends them when it hears a
/// signal, and nobody would if it were killed. So whoever calls the build off asks first, and stands still
/// until all have ended, for a second at most.
class BuildUnderWay {
 public:
  BuildUnderWay(const Process& process, std::string mark)
      : process_(process), mark_(std::move(mark)), left_(process_.pid(), mark_) {}
  BuildUnderWay(const BuildUnderWay&) = delete;
  BuildUnderWay& operator=(const BuildUnderWay&) = delete;
  ~BuildUnderWay() {
    if (is_over_) return;
    ::kill(-process_.pid(), SIGTERM);
    for (int look = 0; look != 100 && !all_have_ended(); ++look) ::poll(nullptr, 0, 10);
  }
  void is_over() {
    is_over_ = true;
    left_.are_gone();
  }

 private:
  bool all_have_ended() const {
    pollfd end{process_.pidfd(), POLLIN, 0};
    return ::poll(&end, 1, 0) == 1 && started_by(process_.pid(), mark_).empty();
  }

  const Process& process_;
  const std::string mark_;
  LeftBehind left_;
  bool is_over_ = false;
};

Task<Exit> build_parts(Poller& poller, Command command) {
  const std::string mark = "UNROLL_BUILD=" + std::to_string(::getpid());
  command.variables.push_back(mark);
  Process process(poller, command);
  BuildUnderWay under_way(process, mark);
  process.input.close();
  std::vector<char> room(4096);
  while (co_await process.output.read_some(room) != 0) continue;
  const Exit exit = co_await process.wait();
  under_way.is_over();
  co_return exit;
}

/// What a sanitizer says of a program that has crashed without it.
bool says_why_it_crashed(const Verdict& verdict) {
  using Kind = Verdict::Kind;
  return verdict.kind == Kind::use_after_free || verdict.kind == Kind::undefined ||
         verdict.kind == Kind::data_race;
}

}  // namespace

std::vector<Variant> variants_of(const Exercise& exercise) {
  std::vector<Variant> variants{Variant::plain};
  for (const std::string& sanitizer : exercise.sanitizers)
    variants.push_back(sanitizer == "thread" ? Variant::thread : Variant::address);
  return variants;
}

Task<> Student::need_parts(Variant variant, const Exercise& exercise) {
  const std::string& preset = presets_.of(variant);
  const std::string target = needs_world(exercise) ? "unroll_check_world" : "unroll_check_parts";
  if (parts_.contains(preset + target) && parts_stand(variant)) co_return;
  Command command{{(course_.root() / "unroll").string(), "build-parts", preset, target}};
  command.shares_errors = true;
  const Exit exit = co_await build_parts(poller_, std::move(command));
  if (!exit.ok())
    throw Refused("the parts that all tests stand on could not be built (preset " + preset + "), see above");
  parts_.insert(preset + target);
}

/// Whether they were built at some time, so that building them takes a moment, if anything; and nobody has
/// taken them away since.
bool Student::parts_stand(Variant variant) const {
  const fs::path list = course_.root() / ".build" / presets_.of(variant) / "course" / "link.txt";
  if (!fs::exists(list)) return false;
  std::istringstream files(text_of(list));
  for (std::string file; std::getline(files, file);) {
    if (file.ends_with("libunroll_check.a")) return fs::exists(file);
  }
  return false;
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
    checked.verdict = co_await workshop_.judge(trial, how.again);
    checked.seconds[word_of(trial.variant)] = std::chrono::duration<double>(poller_.now() - begin).count();
    if (!how.json) tell_of(trial, checked.verdict, out);
    out << std::flush;
    if (!checked.verdict.passed()) break;
    co_await ahead.join();
  }
  note(exercise, checked.verdict);
  if (knows_only_the_signal(checked.verdict)) co_await ask_why(std::move(trial), how, out, checked);
  co_return checked;
}

/// A signal says where, and not why. The sanitizers of the exercise may know that, if they can be asked.
Task<> Student::ask_why(Trial trial, How how, std::ostream& out, Checked& checked) {
  const Exercise& exercise = *trial.exercise;
  for (const Variant variant : variants_of(exercise)) {
    if (variant == Variant::plain) continue;
    trial.variant = variant;
    if (!how.json) announce(out, variant);
    Verdict verdict;
    std::string said = "it sees no more than that";
    try {
      co_await need_parts(variant, exercise);
      verdict = co_await workshop_.judge(trial, how.again);
    } catch (const Refused& refused) {
      said = std::string("it cannot be asked: ") + refused.what();
    }
    if (says_why_it_crashed(verdict)) {
      if (!how.json) tell_of(trial, verdict, out);
      checked.verdict = std::move(verdict);
      co_return note(exercise, checked.verdict);
    }
    if (!how.json) out << folded("  " + said);
    out << std::flush;
  }
}

void Student::tell_of(const Trial& trial, const Verdict& verdict, std::ostream& out) const {
  const std::string log = workshop_.log(trial).lexically_relative(course_.root()).string();
  tell(out, paint_, *trial.exercise, verdict, word_of(trial.variant), log);
}

void Student::note(const Exercise& exercise, const Verdict& verdict) {
  if (verdict.passed()) return progress_.pass(exercise);
  progress_.fail(exercise);
  progress_.remember(exercise, verdict.test + "\n" + verdict.word());
}

Task<Verdict> Student::check_one(const Exercise& exercise, bool again) {
  const How how{.alone = cores() > 1, .again = again};
  co_return (co_await try_in_all_builds(exercise, how, std::cout)).verdict;
}

}  // namespace unroll::course
