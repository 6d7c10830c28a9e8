#include "worlds/worlds.hpp"

namespace unroll::worlds {

// In a function, for worlds make themselves known before `main`, in any order.
std::vector<Kind>& all() {
  static std::vector<Kind> kinds;
  return kinds;
}

std::vector<const Kind*> fit_for(int chapter, bool virtual_time_only) {
  std::vector<const Kind*> fit;
  for (const Kind& kind : all()) {
    const bool suits = kind.suites_up_to >= chapter && kind.made_of >= begin();
    if (suits && (kind.virtual_time || !virtual_time_only)) fit.push_back(&kind);
  }
  return fit;
}

}  // namespace unroll::worlds
