#pragma once

#include <string>
#include <unordered_map>
#include <unordered_set>

#include "recording.hpp"
#include "story.hpp"

namespace unroll::view {

/// What the text view says of each step, one sentence at most. Lifetime: the recording and its story outlive
/// it.
class Sentences {
 public:
  Sentences(const Recording& recording, const Story& story);

  /// Takes note of a step; needs each one in order, before it is told.
  void note(const Event& event);
  /// Of every step but the run of a job; nothing if it shows nothing new.
  std::string step(const Event& event) const;
  /// Where it happened, if that is worth saying.
  std::string place(const Event& event) const;
  /// That a job runs, and why.
  std::string job(const Card& card) const;

 private:
  std::string told(Id id) const { return story_.name(id).told(); }
  std::string told_here(Id id, const Event& event) const;
  std::string future(Id id, const Event& event) const;
  std::string timer(const Event& event) const;
  std::string drop(const Event& event) const;
  std::string make(const Event& event) const;
  std::string start(const Event& event) const;
  std::string end(const Event& event) const;
  std::string awaited(const Event& event) const;
  bool destroyed_unbegun(const Event& event) const { return event.value == 1 && !begun_.contains(event.id); }

  const Recording& recording_;
  const Story& story_;
  std::unordered_map<Id, Id> started_;     // frame → the future of the started task
  std::unordered_set<Id> told_otherwise_;  // their posts are told by arm, start, resolve
  std::unordered_set<Id> waiting_;         // jobs that have not run, futures without a value
  std::unordered_set<Id> begun_;
  std::unordered_map<Id, std::string> last_seen_;
  Id after_start_ = 0;
};

}  // namespace unroll::view
