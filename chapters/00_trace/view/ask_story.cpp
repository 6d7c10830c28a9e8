// What is asked of a story that has been told.
#include <unordered_set>

#include "story.hpp"

namespace unroll::view {

std::string Name::told() const {
  if (kind == "frame") return (given ? text : "a coroutine") + (given ? "()" : "");
  if (given) return "'" + text + "'";
  const std::string what = kind.empty() ? "job" : kind;
  return place.empty() ? "a " + what : "the " + what + " at " + place;
}

std::string Name::title() const {
  if (kind == "frame") return told();
  return given ? text : kind.empty() ? "job" : kind;
}

const Name& Story::name(Id id) const {
  static const Name somebody;
  const auto found = names.find(id);
  return found == names.end() ? somebody : found->second;
}

std::size_t most_suspended(const Recording& recording) {
  std::size_t best = recording.events.size();
  std::size_t most = 0;
  std::unordered_set<Id> suspended;
  for (std::size_t i = 0; i != recording.events.size(); ++i) {
    const Event& event = recording.events[i];
    if (event.verb == Verb::suspend) suspended.insert(event.id);
    if (event.verb == Verb::resume || event.verb == Verb::end) suspended.erase(event.id);
    if (suspended.size() > most) {
      most = suspended.size();
      best = i + 1;
    }
  }
  return best;
}

bool is_tick(const Recording& recording, const Event& event) {
  if (event.verb != Verb::post || event.name != "tick") return false;
  return event.file < 0 ||
         recording.sources[static_cast<std::size_t>(event.file)].file.ends_with("timers.hpp");
}

}  // namespace unroll::view
