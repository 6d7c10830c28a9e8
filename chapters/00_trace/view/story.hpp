#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "recording.hpp"

namespace unroll::view {

using Id = std::uint64_t;

/// How a job came into the queue: decides its colour and the edge that leads to it.
enum class Way : std::uint8_t { main, posted, timer, future };

/// One job of the run: a card in the picture.
struct Card {
  Id id = 0;
  Way way = Way::posted;
  std::string title{};
  std::string place{};
  std::vector<std::string> deeds{};
  std::int64_t time = 0;
  bool folded = false;     ///< shown as a part of the next one: a timer that only woke somebody
  std::int64_t delay = 0;  ///< of a timer: from arming to due
  std::size_t turn = 0;    ///< 0 for main
  std::size_t from = 0;    ///< the card that posted or armed it
  std::size_t step = 0;    ///< of the run, counted from 1
};

enum class Fate : std::uint8_t { waits, has_value, failed, given_up };

struct FutureNode {
  Id id = 0;
  std::string name;
  std::string place;
  Fate fate = Fate::waits;
  std::string value;
  std::string set_by;
  std::int64_t set_at = 0;
  std::vector<Id> sources;
  Id frame = 0;  ///< of a started task
  Id timer = 0;
  std::int64_t due = 0;
};

enum class Stage : std::uint8_t { running, suspended, done, destroyed };

struct FrameNode {
  Id id = 0;
  std::string name;
  Id awaiter = 0;
  Stage stage = Stage::running;
  std::string place;  ///< where it was last seen
  std::string line;   ///< the text there
  Id waits_for = 0;   ///< a future or a frame
};

/// The run told from the beginning to some step: who there is, and what each has done. A job posted in one
/// turn runs in the next; turns in which only the timers' tick ran are not counted, and the tick has no card.
/// Cost: each event once.
struct Story {
  std::vector<Card> cards;           ///< the first is main; in the order in which they ran, without ticks
  std::map<Id, FutureNode> futures;  ///< by id: in the order in which they were made
  std::map<Id, FrameNode> frames;
  std::unordered_map<Id, std::string> names;
  std::map<std::size_t, std::int64_t> slept;  ///< by turn: how long the loop slept before it
};

/// Tells the first `steps` events of a recording.
Story tell(const Recording& recording, std::size_t steps);

/// The step at which most frames are suspended, the first of them.
std::size_t most_suspended(const Recording& recording);

/// "20 ms", "5 s", "290 µs"
std::string time_text(std::int64_t microseconds);

}  // namespace unroll::view
