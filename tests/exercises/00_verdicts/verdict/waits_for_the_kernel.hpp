// Wrong: it waits for a line through a pipe, and nobody writes one.
// Caught by: Verdict.ThePromise (lost wake-up)
// Says: the loop waits for the kernel, and nothing will come
#pragma once

#include <unistd.h>

#include <array>

#include "04_coroutines/start.hpp"
#include "06_io/stream.hpp"

namespace unroll {

inline Task<> read_from(Stream& stream) {
  std::array<char, 16> room{};
  (void)co_await stream.read_some(room);
}

inline void subject() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return;
  const Fd kept(ends[1]);
  Loop loop;
  Poller poller(loop);
  Stream stream(poller, Fd(ends[0]));
  const auto started = start(loop, read_from(stream), "the reader");
  loop.run();
}

}  // namespace unroll
