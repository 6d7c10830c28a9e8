#pragma once

#include <atomic>

namespace unroll::memory {

/// How many times more memory may be asked for, until once there is none; 0: there always is. Only who is
/// concerned counts.
inline std::atomic<int> left = 0;

/// This thread is; or all are that are not at home.
inline thread_local bool concerned = false;
inline std::atomic<bool> others_concerned = false;
inline thread_local bool is_home = false;

}  // namespace unroll::memory
