#include "08_monitor/known.hpp"

namespace unroll::monitor {

Known& KnownTable::add(std::uint64_t id) {
  if (Known* const known = find(id)) return *known;
  if (free_ == nobody) return grow_and_add(id);
  const std::uint32_t at = free_;
  Known& known = all_[at];
  free_ = known.next;
  known = all_[nobody];
  known.id = id;
  known.next = std::exchange(heads_[home(id)], at);
  ++size_;
  return known;
}

Known& KnownTable::grow_and_add(std::uint64_t id) {
  grow();
  return add(id);
}

void KnownTable::remove(Known* known) {
  std::uint32_t* link = &heads_[home(known->id)];
  while (&all_[*link] != known) link = &all_[*link].next;
  const std::uint32_t at = std::exchange(*link, known->next);
  known->id = 0;
  known->next = std::exchange(free_, at);
  --size_;
}

/// Twice as many places, and eight chains for each: who is new seldom has to look at an old one, which would
/// have to come into the cache for it.
void KnownTable::grow() {
  const std::size_t before = all_.size();
  all_.resize(before == 0 ? 64 : 2 * before);
  all_[nobody].id = no_id;
  heads_.assign(8 * all_.size(), nobody);
  last_home_ = heads_.size() - 1;
  for (std::size_t at = all_.size() - 1; at != nobody; --at) {
    std::uint32_t& link = at < before ? heads_[home(all_[at].id)] : free_;
    all_[at].next = std::exchange(link, static_cast<std::uint32_t>(at));
  }
}

}  // namespace unroll::monitor
