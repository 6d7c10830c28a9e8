// Wrong: a prediction comes true if the program is changed: a room for ten bytes is simpler.
// Caught by: HalfALine.TheProgramIsStillTheSame (wrong value)
#pragma once

// Who writes five times is not read five times: bytes are not messages. Say what the reader below tells, line
// by line, before you run it. (A `/` stands for the end of a line.)
//
// Contract
// - `prediction` holds the lines that `evening` tells, in their order, as many as there are.
// - The program stays as it is.
// - A prediction is written down before: it stays constexpr, and no program says it.

#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "06_io/stream.hpp"

namespace unroll::half_a_line {

using namespace std::chrono_literals;
using Told = std::vector<std::string>;

inline Task<> reader(Timers& timers, Stream from, Told& told) {
  std::array<char, 10> room{};
  for (int i = 0; i != 2; ++i) {
    const std::size_t count = co_await from.read_some(room);
    told.push_back("some: " + std::string(room.data(), count));
  }
  try {
    told.push_back("line: " + co_await with_timeout(timers, 3s, from.read_until("/")));
  } catch (const TimedOut&) {
    told.push_back("no line");
  }
  for (int i = 0; i != 3; ++i) told.push_back("line: " + co_await from.read_until("/"));
}

inline Task<> writer(Timers& timers, Stream to, Told& told) {
  co_await to.write_all("a/b");
  co_await to.write_all("c/");
  told.push_back("written");
  co_await sleep_for(timers, 1s);
  co_await to.write_all("0123456789");
  co_await sleep_for(timers, 5s);
  co_await to.write_all("/x/");
  co_await to.write_all("yz");
  to.close();
  told.push_back("closed");
}

inline Task<> evening(Poller& poller, Told& told) {
  Pipe pipe = make_pipe(poller);
  Scope both(poller.loop());
  both.spawn(reader(poller.timers(), std::move(pipe.out), told));
  both.spawn(writer(poller.timers(), std::move(pipe.in), told));
  co_await both.join();
}

inline constexpr auto prediction = std::to_array<std::string_view>({
    "written",
    "some: a/bc/",
    "some: 0123456789",
    "no line",
    "closed",
    "line: /",
    "line: x/",
    "line: yz",
});

}  // namespace unroll::half_a_line
