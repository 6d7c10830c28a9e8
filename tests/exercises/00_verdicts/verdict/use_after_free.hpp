// Wrong: it looks at what is gone.
// Caught by: Verdict.ThePromise (use after free)
// Says: verdict/use_after_free.hpp
#pragma once

#include <memory>
#include <string>

#include "check.hpp"

namespace unroll {

inline void subject() {
  auto owner = std::make_unique<std::string>(100, 'x');
  const std::string& kept = *owner;
  owner.reset();
  EXPECT_EQ(kept[0], 'x');
}

}  // namespace unroll
