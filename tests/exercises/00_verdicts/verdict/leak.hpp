// Wrong: a ring of owners keeps itself alive.
// Caught by: Verdict.ThePromise (leak)
// Says: leak
#pragma once

#include <memory>

namespace unroll {

struct Node {
  std::shared_ptr<Node> next;
};

inline void subject() {
  const auto one = std::make_shared<Node>();
  one->next = std::make_shared<Node>();
  one->next->next = one;
}

}  // namespace unroll
