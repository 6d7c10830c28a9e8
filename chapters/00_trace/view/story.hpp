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
enum class Way : std::uint8_t { main, posted, timer, future, descriptor, sent };

/// One job of the run: a card in the picture.
struct Card {
  Id id = 0;
  Way way = Way::posted;
  std::string title{};
  bool given = false;  ///< the title is a name, not only a kind
  std::string place{};
  std::vector<std::string> deeds{};
  std::int64_t time = 0;
  bool folded = false;           ///< shown as a part of the next one: a sleep's timer that only woke somebody
  bool ended = false;            ///< it has returned or thrown
  std::int64_t delay = 0;        ///< of a timer: from arming to due
  std::int64_t descriptor = -1;  ///< its number, if the kernel said that it is ready
  std::size_t turn = 0;          ///< 0 for main
  std::size_t from = 0;          ///< the card that posted or armed it
  std::size_t step = 0;          ///< of the run, counted from 1
  int thread = 1;                ///< on which it ran
};

enum class Fate : std::uint8_t { waits, has_value, failed, given_up };

struct FutureNode {
  Id id = 0;
  Fate fate = Fate::waits;
  std::string value{};
  std::string set_by{};
  std::int64_t set_at = 0;
  std::vector<Id> sources{};
  Id frame = 0;                  ///< of a started task
  Id timer = 0;                  ///< of a sleep
  std::int64_t descriptor = -1;  ///< its number, if it is one that is waited for
  Id awaiter = 0;                ///< the frame that waits for it or has waited
  std::int64_t due = 0;
};

enum class Stage : std::uint8_t { running, suspended, done, destroyed };

struct FrameNode {
  Id id = 0;
  Id awaiter = 0;
  Stage stage = Stage::running;
  std::string place{};  ///< where it was last seen
  std::string line{};   ///< the text there
  Id waits_for = 0;     ///< a future or a frame
};

/// What somebody is called.
struct Name {
  std::string kind{};   ///< "job", "timer", "sleep", "future", "frame"
  std::string text{};   ///< its label or its function, or else only its place
  std::string place{};  ///< `file.cpp:12`, if that is known
  bool given = false;   ///< by the author, or a function's name

  /// 'kettle', brew(), the sleep at demo.cpp:13
  std::string told() const;
  /// kettle, brew(), sleep
  std::string title() const;
};

/// The run told from the beginning to some step: who there is, and what each has done. A job posted in one
/// turn runs in the next, also when another thread runs it; turns in which only the timers' tick ran are not
/// counted, and the tick has no card.
/// Cost: each event once.
struct Story {
  /// The first is main; in the order in which they ran, without ticks. Other threads are as main, each with a
  /// card of its own.
  std::vector<Card> cards;
  std::map<Id, FutureNode> futures;  ///< by id: in the order in which they were made
  std::map<Id, FrameNode> frames;
  std::unordered_map<Id, Name> names;
  std::map<std::size_t, std::int64_t> slept;  ///< by turn: how long the loop slept before it
  std::size_t turns = 0;

  const Name& name(Id id) const;
};

/// Tells the first `steps` events of a recording.
Story tell(const Recording& recording, std::size_t steps);

/// The step at which most frames are suspended, the first of them; the last step if none ever is.
std::size_t most_suspended(const Recording& recording);

/// The timers' own job, drawn nowhere.
bool is_tick(const Recording& recording, const Event& event);

}  // namespace unroll::view
