#include "sentences.hpp"

#include <utility>

#include "words.hpp"

namespace unroll::view {
namespace {

/// Who goes on in a job that has no other name.
std::string goes_on(const Card& card) {
  const auto words = card.title.rfind(" goes on");
  return card.given || words == std::string::npos ? "" : card.title.substr(0, words);
}

std::string runs(const Card& card) {
  if (card.given) return "'" + card.title + "' runs";
  if (card.title == "sleep") return "the sleep is over";
  if (card.title == "timer") return "the timer's job runs";
  if (card.title == "then") return "the continuation runs";
  const std::string resumed = goes_on(card);
  return resumed.empty() ? "the job runs" : "the job that resumes " + resumed + " runs";
}

/// The job as the cause of another one.
std::string named(const Card& card) {
  if (card.way == Way::main) return card.title;
  if (card.given) return "'" + card.title + "'";
  if (const std::string resumed = goes_on(card); !resumed.empty()) return resumed;
  const std::string what = card.title == "then" ? "continuation" : "job";
  return card.place.empty() ? "a " + what : "the " + what + " at " + card.place;
}

std::string result(const Event& event) {
  if (event.value != 0) return " has failed";
  return event.text.empty() ? " has its value" : " is " + event.text;
}

}  // namespace

Sentences::Sentences(const Recording& recording, const Story& story) : recording_(recording), story_(story) {
  for (const Event& event : recording.events) {
    if (event.verb == Verb::wait) told_otherwise_.insert(event.id);
  }
  for (const auto& [id, future] : story.futures) {
    if (future.frame != 0) started_[future.frame] = id;
  }
}

void Sentences::note(const Event& event) {
  if (event.verb == Verb::start) told_otherwise_.insert(after_start_ = event.id);
  if (event.verb == Verb::post && std::exchange(after_start_, 0) != 0) told_otherwise_.insert(event.id);
  if (event.verb == Verb::arm || event.verb == Verb::send) {
    told_otherwise_.insert(event.id);
    waiting_.insert(event.id);
  }
  if (event.verb == Verb::post || event.verb == Verb::make) waiting_.insert(event.id);
  if (event.verb == Verb::run || event.verb == Verb::resolve) waiting_.erase(event.id);
  if (event.verb == Verb::begin) begun_.insert(event.id);
  if (event.verb == Verb::suspend || event.verb == Verb::begin)
    last_seen_[event.id] = recording_.place(event);
}

std::string Sentences::job(const Card& card) const {
  const std::string words = runs(card);
  const std::string who = named(story_.cards[card.from]);
  switch (card.way) {
    case Way::main: return words;
    case Way::posted: return words + "; " + who + " posted it";
    case Way::sent: return words + "; " + who + " sent it";
    case Way::timer:
      return words + "; " + who + " armed it" +
             (recording_.timed ? std::string(" ") + time_text(card.delay) + " before" : "");
    case Way::future: return words + "; " + who + " brought its value";
    case Way::descriptor:
      return words + "; " + who + " waited for descriptor " + std::to_string(card.descriptor);
  }
  return words;
}

std::string Sentences::place(const Event& event) const {
  if (event.verb == Verb::begin) return "";  // the compilers disagree about where a coroutine begins
  if (event.verb == Verb::end && destroyed_unbegun(event)) {
    const auto task = started_.find(event.id);
    return task == started_.end() ? "" : story_.name(task->second).place;
  }
  if (event.verb != Verb::resume) return recording_.place(event);
  const auto seen = last_seen_.find(event.id);
  return seen == last_seen_.end() ? "" : seen->second;
}

/// What it is called in a line that says already at which place.
std::string Sentences::told_here(Id id, const Event& event) const {
  const Name& name = story_.name(id);
  const bool here = !name.given && !name.place.empty() && name.place == recording_.place(event);
  return here ? "a " + (name.kind.empty() ? "job" : name.kind) : name.told();
}

std::string Sentences::future(Id id, const Event& event) const {
  return (story_.name(id).given ? "the future " : "") + told_here(id, event);
}

std::string Sentences::step(const Event& event) const {
  switch (event.verb) {
    case Verb::post:
      return is_tick(recording_, event) || told_otherwise_.contains(event.id)
                 ? ""
                 : "posts " + told_here(event.id, event);
    case Verb::send: return "sends " + told_here(event.id, event) + " to another thread";
    case Verb::arm: return "arms " + timer(event) + ", due at " + time_text(event.value);
    case Verb::fire: return told(event.id) + " is due";
    case Verb::drop: return drop(event);
    case Verb::sleep:
      return event.value > event.time ? "the loop sleeps until " + time_text(event.value) : "";
    case Verb::make: return make(event);
    case Verb::start: return start(event);
    case Verb::resolve: return future(event.id, event) + result(event);
    case Verb::begin:
      return told(event.id) + " begins" + (event.about == 0 ? "" : ", awaited by " + told(event.about));
    case Verb::suspend: return told(event.id) + " waits for " + awaited(event);
    case Verb::resume: return told(event.id) + " goes on";
    case Verb::end: return end(event);
    case Verb::watch: return "asks the kernel for descriptor " + std::to_string(event.value);
    case Verb::ready: return "descriptor " + std::to_string(event.value) + " is ready";
    case Verb::print: return "prints “" + event.text + "”";
    default: return "";
  }
}

std::string Sentences::timer(const Event& event) const {
  const Name& name = story_.name(event.id);
  return (name.given && name.kind == "sleep" ? "the sleep " : "") + told_here(event.id, event);
}

std::string Sentences::drop(const Event& event) const {
  if (!waiting_.contains(event.id)) return "";
  const auto found = story_.futures.find(event.id);
  if (found == story_.futures.end()) return told(event.id) + " is called off";
  return found->second.timer != 0 ? "" : future(event.id, event) + " is given up";
}

std::string Sentences::make(const Event& event) const {
  const FutureNode& node = story_.futures.at(event.id);
  if (node.timer != 0 || node.frame != 0) return "";  // told by arm and by start
  return "makes " + future(event.id, event) +
         (story_.futures.contains(event.about) ? " from " + told_here(event.about, event) : "");
}

std::string Sentences::start(const Event& event) const {
  const Name& frame = story_.name(event.about);
  const Name& name = story_.name(event.id);
  return "starts " + (frame.given ? frame.told() : "a task") + (name.given ? " as " + name.told() : "");
}

std::string Sentences::end(const Event& event) const {
  if (destroyed_unbegun(event)) {
    const auto task = started_.find(event.id);
    const bool named = task != started_.end() && story_.name(task->second).given;
    return (named ? "the task " + told(task->second) : "a task") + " is destroyed before it began";
  }
  if (event.value == 1) return told(event.id) + " is destroyed while it waits";
  return told(event.id) + (event.value == 0 ? " ends" : " ends with an error");
}

std::string Sentences::awaited(const Event& event) const {
  return event.about == 0 ? "something of its own" : told_here(event.about, event);
}

}  // namespace unroll::view
