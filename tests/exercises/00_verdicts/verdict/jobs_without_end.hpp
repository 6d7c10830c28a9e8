// Wrong: each job posts two.
// Caught by: Verdict.ThePromise (endless loop)
// Says: it runs job after job and comes to no end
#pragma once

#include <functional>

#include "01_queue/loop.hpp"

namespace unroll {

inline void subject() {
  Loop loop;
  const std::function<void()> branch = [&] {
    loop.post(branch);
    loop.post(branch);
  };
  loop.post(branch);
  loop.run();
}

}  // namespace unroll
