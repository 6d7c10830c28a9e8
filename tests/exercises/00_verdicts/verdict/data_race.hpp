// Wrong: two threads count without a lock.
// Caught by: Verdict.ThePromise (data race)
// Says: verdict/data_race.hpp
#pragma once

#include <thread>

namespace unroll {

inline void subject() {
  int count = 0;
  std::thread thread([&] { ++count; });
  ++count;
  thread.join();
}

}  // namespace unroll
