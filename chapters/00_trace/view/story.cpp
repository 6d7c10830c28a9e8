#include "story.hpp"

#include <algorithm>
#include <unordered_set>
#include <utility>

#include "words.hpp"

namespace unroll::view {
namespace {

constexpr std::size_t nobody = static_cast<std::size_t>(-1);

const char* kind_of(Verb verb) {
  switch (verb) {
    case Verb::arm: return "timer";
    case Verb::make:
    case Verb::resolve: return "future";
    case Verb::begin:
    case Verb::suspend:
    case Verb::resume:
    case Verb::end: return "frame";
    case Verb::wait: return "continuation";
    case Verb::watch: return "descriptor";
    default: return "";
  }
}

/// `file.cpp:12`: the recorder's name for what nobody has named.
bool is_place(const std::string& name) {
  const std::size_t colon = name.rfind(':');
  return colon != std::string::npos && colon + 1 != name.size() &&
         name.find_first_not_of("0123456789", colon + 1) == std::string::npos &&
         name.substr(0, colon).find('.') != std::string::npos;
}

/// Tells a run event by event.
class Teller {
 public:
  explicit Teller(const Recording& recording) : recording_(recording) {
    story_.cards.push_back({.way = Way::main, .title = "main()"});
    threads_[1].running.push_back({0, 0, 0});
    here_ = &threads_[1];
  }

  void tell(const Event& event, std::size_t step) {
    enter(event.thread);
    note(event);
    awake(event);
    switch (event.verb) {
      case Verb::post: return post(event);
      case Verb::send: return send(event);
      case Verb::run: return run(event, step);
      case Verb::done: return done(event);
      case Verb::arm: return arm(event);
      case Verb::sleep: return sleep(event);
      case Verb::drop: return drop(event);
      case Verb::wait: return wait(event);
      case Verb::print: return deed("“" + event.text + "”");
      case Verb::make: return make(event);
      case Verb::source: return source(event);
      case Verb::start: return start(event);
      case Verb::resolve: return resolve(event);
      case Verb::begin: return begin(event);
      case Verb::suspend: return suspend(event);
      case Verb::resume: return resume(event);
      case Verb::end: return end(event);
      case Verb::watch: return watch(event);
      case Verb::fire:
      case Verb::ready:
      case Verb::stall:
      case Verb::lose:
      case Verb::take: return;
    }
  }

  Story finish() {
    for (Card& card : story_.cards) {
      if (card.way != Way::main) give_title(card);
    }
    count_turns();
    for (auto& [id, future] : story_.futures) {
      const auto setter = setters_.find(id);
      if (setter != setters_.end()) future.set_by = story_.cards[setter->second].title;
    }
    return std::move(story_);
  }

 private:
  struct Waiting {
    std::size_t turn = 0;
    std::size_t from = 0;
    Way way = Way::posted;
    std::int64_t delay = 0;
    std::int64_t descriptor = -1;
  };
  struct Running {
    std::size_t card;
    std::size_t turn;
    Id id;
  };
  struct Thread {
    int number = 1;
    std::vector<Running> running{};  // the first is the thread itself: main
    std::size_t last_turn = 0;
    std::int64_t asleep_since = -1;
    std::int64_t slept = 0;
    Id starting = 0;      // the future of the task whose first job is posted next
    Id on_behalf_of = 0;  // the future for which the next job waits
  };

  void note(const Event& event) {
    if (event.id == 0) return;
    Name& name = story_.names[event.id];
    if (name.kind.empty()) name.kind = kind_of(event.verb);
    if (event.name.empty() || event.verb == Verb::resolve) return;
    const std::string place = recording_.place(event);
    if (name.place.empty()) name.place = place;
    const bool given = event.name != name.place && event.name != place && !is_place(event.name);
    if (name.given || (!name.text.empty() && !given)) return;
    name.text = event.name;
    name.given = given;
  }

  /// From here on it is this thread that acts.
  void enter(int thread) {
    here_ = &threads_[thread];
    if (!here_->running.empty()) return;
    here_->number = thread;
    here_->running.push_back({story_.cards.size(), 0, 0});
    story_.cards.push_back({.way = Way::main, .title = "thread " + std::to_string(thread), .thread = thread});
  }

  std::size_t current() const { return here_->running.back().card; }
  std::size_t somebody() const { return current() == nobody ? here_->running.front().card : current(); }
  std::size_t turn() const {
    return here_->running.size() == 1 ? here_->last_turn : here_->running.back().turn;
  }
  void deed(std::string what) {
    if (current() != nobody) story_.cards[current()].deeds.push_back(std::move(what));
  }
  std::string told(Id id) const { return story_.name(id).told(); }

  void post(const Event& event) {
    if (is_tick(recording_, event)) ticks_.insert(event.id);
    Waiting waiting{turn() + 1, current(), Way::posted, 0};
    if (const auto sent = waiting_.find(event.id); sent != waiting_.end() && sent->second.way == Way::sent) {
      sent->second.turn = std::max(sent->second.turn, waiting.turn);
      return;  // the mail has come: who sent it is the cause, not who brought it
    }
    if (const auto armed = armed_.find(event.id); armed != armed_.end()) {
      waiting.from = armed->second.from;
      waiting.way = Way::timer;
      waiting.delay = armed->second.delay;
      armed_.erase(armed);
    } else if (const auto awaited = waits_for_.find(event.id); awaited != waits_for_.end()) {
      waiting.way = Way::future;
      if (current() == nobody) woken_by_the_kernel(waiting, awaited->second);
    } else if (const Id future = std::exchange(here_->starting, 0); future != 0) {
      starts_[event.id] = future;
    }
    waiting_[event.id] = waiting;
  }

  void send(const Event& event) { waiting_[event.id] = {turn() + 1, current(), Way::sent}; }

  /// The tick has no card: whoever asked the kernel is the cause.
  void woken_by_the_kernel(Waiting& waiting, Id future) const {
    const auto watched = watched_.find(future);
    if (watched == watched_.end()) return;
    waiting.way = Way::descriptor;
    waiting.from = watched->second;
    waiting.descriptor = story_.futures.at(future).descriptor;
  }

  void run(const Event& event, std::size_t step) {
    const auto found = waiting_.find(event.id);
    Waiting waiting = found == waiting_.end() ? Waiting{turn() + 1} : found->second;
    if (found != waiting_.end()) waiting_.erase(found);
    waiting.turn = std::max(waiting.turn, here_->last_turn);
    here_->last_turn = waiting.turn;
    std::vector<Running>& running = here_->running;
    if (ticks_.contains(event.id)) {
      running.push_back({nobody, waiting.turn, event.id});
      return;
    }
    if (here_->slept != 0) story_.slept[waiting.turn] += std::exchange(here_->slept, 0);
    Card card{
        .id = event.id, .way = waiting.way, .time = event.time, .delay = waiting.delay, .turn = waiting.turn};
    card.from = waiting.from == nobody ? running.front().card : waiting.from;
    card.step = step;
    card.thread = here_->number;
    card.descriptor = waiting.descriptor;
    fold_waker(card);
    running.push_back({story_.cards.size(), waiting.turn, event.id});
    story_.cards.push_back(std::move(card));
  }

  /// A sleep wakes somebody in two jobs: the timer's, and that of whoever waited. One card tells it.
  void fold_waker(Card& card) {
    Card& waker = story_.cards[card.from];
    if (card.way != Way::future || !sleeps_.contains(waker.id) || !waker.deeds.empty()) return;
    waker.folded = true;
    card.way = Way::timer;
    card.delay = waker.delay;
    card.from = waker.from;
    woken_by_[card.id] = waker.id;
  }

  void done(const Event& event) {
    if (here_->running.size() == 1 || here_->running.back().id != event.id) return;
    if (current() != nobody) story_.cards[current()].ended = true;
    here_->running.pop_back();
  }

  void arm(const Event& event) {
    // Between reckoning when it is due and arming it, a real clock goes on.
    armed_[event.id] = {0, somebody(), Way::timer, std::max<std::int64_t>(0, event.value - event.time)};
    const auto future = sleeps_.find(event.id);
    if (future == sleeps_.end()) return;
    story_.names[event.id].kind = "sleep";
    story_.futures[future->second].due = event.value;
  }

  void sleep(const Event& event) {
    if (event.value > event.time) here_->asleep_since = event.time;
  }
  void awake(const Event& event) {
    if (here_->asleep_since < 0) return;
    here_->slept += std::max<std::int64_t>(0, event.time - std::exchange(here_->asleep_since, -1));
  }

  void drop(const Event& event) {
    if (const auto future = story_.futures.find(event.id); future != story_.futures.end()) {
      if (future->second.fate != Fate::waits) return;
      future->second.fate = Fate::given_up;
      if (future->second.timer == 0) deed("gives up " + told(event.id));
    } else if (armed_.erase(event.id) + waiting_.erase(event.id) != 0) {
      deed("calls off " + told(event.id));
    }
  }

  FutureNode& future(Id id) {
    FutureNode& node = story_.futures[id];
    node.id = id;
    return node;
  }
  void make(const Event& event) {
    FutureNode& node = future(event.id);
    if (event.about != 0 && story_.futures.contains(event.about)) node.sources.push_back(event.about);
  }
  void source(const Event& event) {
    if (event.id == 0) return;
    FutureNode& node = future(event.id);
    if (!story_.futures.contains(event.about)) {
      node.timer = event.about;
      sleeps_[event.about] = event.id;
      story_.names[event.id].kind = "sleep";
    } else if (std::find(node.sources.begin(), node.sources.end(), event.about) == node.sources.end()) {
      node.sources.push_back(event.about);
    }
    here_->on_behalf_of = event.id;
  }
  void watch(const Event& event) {
    future(event.about).descriptor = event.value;
    watched_[event.about] = somebody();
  }
  void start(const Event& event) {
    future(event.id).frame = event.about;
    here_->starting = event.id;
  }
  void wait(const Event& event) {
    waits_for_[event.id] = event.about;
    if (const Id whose = std::exchange(here_->on_behalf_of, 0); whose != 0) {
      behalf_[event.id] = whose;
    } else if (const auto future = story_.futures.find(event.about); future != story_.futures.end()) {
      waiting_frames_[event.id] = future->second.awaiter;
    }
  }

  void resolve(const Event& event) {
    FutureNode& node = future(event.id);
    node.fate = event.value != 0 ? Fate::failed : Fate::has_value;
    node.value = event.text;
    node.set_at = event.time;
    if (current() != nobody) setters_[event.id] = current();
    if (node.timer != 0 && node.timer == here_->running.back().id) return;  // a sleep's end tells itself
    if (node.fate == Fate::failed) return deed(told(event.id) + " fails");
    const Name& name = story_.name(event.id);
    deed("sets " + (name.given ? name.text : name.told()) + (event.text.empty() ? "" : " = " + event.text));
  }

  FrameNode& frame(const Event& event) {
    FrameNode& node = story_.frames[event.id];
    node.id = event.id;
    if (event.file >= 0) {
      node.place = recording_.place(event);
      node.line = recording_.line(event);
    }
    return node;
  }
  void begin(const Event& event) {
    frame(event).awaiter = event.about;
    deed("begins " + told(event.id));
  }
  void suspend(const Event& event) {
    FrameNode& node = frame(event);
    node.stage = Stage::suspended;
    node.waits_for = event.about;
    const auto future = story_.futures.find(event.about);
    if (future != story_.futures.end()) future->second.awaiter = event.id;
  }
  void resume(const Event& event) {
    FrameNode& node = frame(event);
    node.stage = Stage::running;
    node.waits_for = 0;
    deed("resumes " + told(event.id));
  }
  void end(const Event& event) {
    FrameNode& node = frame(event);
    node.stage = event.value == 1 ? Stage::destroyed : Stage::done;
    node.waits_for = 0;
    if (event.value == 1) deed("destroys " + told(event.id));
  }

  void give_title(Card& card) {
    if (const auto woken = woken_by_.find(card.id); woken != woken_by_.end()) {
      adopt(card, woken->second);
    } else if (const auto begun = starts_.find(card.id); begun != starts_.end()) {
      const Name& name = story_.name(begun->second);
      card.given = true;
      card.title =
          "start " + (name.given ? name.text : story_.name(story_.futures[begun->second].frame).title());
      card.place = name.place;
    } else {
      adopt(card, card.id);
    }
  }
  /// The title of the job `id` is that of the card.
  void adopt(Card& card, Id id) {
    const Name& name = story_.name(id);
    card.place = name.place;
    card.title = name.title();
    card.given = name.given;
    if (name.given) return;
    const auto behalf = behalf_.find(id);
    if (behalf != behalf_.end()) card.place = story_.name(behalf->second).place;
    const auto awaited = waits_for_.find(id);
    if (awaited == waits_for_.end()) return;
    const auto frame = waiting_frames_.find(id);
    if (story_.name(awaited->second).given) {
      card.title = story_.name(awaited->second).text + " is there";
      card.given = true;
    } else if (frame != waiting_frames_.end() && frame->second != 0) {
      card.title = told(frame->second) + " goes on";
    } else {
      card.title = "then";
    }
  }

  /// Turns in which nobody but the tick ran, or only what is folded, do not count.
  void count_turns() {
    std::map<std::size_t, std::size_t> dense{{0, 0}};
    for (const Card& card : story_.cards) {
      if (!card.folded) dense.emplace(card.turn, 0);
    }
    std::size_t count = 0;
    for (auto& [turn, number] : dense) number = count++;
    std::map<std::size_t, std::int64_t> slept;
    for (const auto& [turn, time] : story_.slept) {
      const auto next = dense.lower_bound(turn);
      if (next != dense.end()) slept[next->second] += time;
    }
    story_.slept = std::move(slept);
    story_.turns = dense.size() - 1;
    for (Card& card : story_.cards) {
      if (!card.folded) card.turn = dense[card.turn];
    }
  }

  const Recording& recording_;
  Story story_;
  std::map<int, Thread> threads_;
  Thread* here_ = nullptr;  // the one that acts
  std::unordered_map<Id, Waiting> waiting_;
  std::unordered_map<Id, Waiting> armed_;
  std::unordered_map<Id, Id> waits_for_;         // job → future
  std::unordered_map<Id, Id> waiting_frames_;    // job → frame that it resumes
  std::unordered_map<Id, Id> behalf_;            // job → future that comes of it
  std::unordered_map<Id, Id> starts_;            // job → future of the task that it begins
  std::unordered_map<Id, Id> sleeps_;            // timer → future
  std::unordered_map<Id, Id> woken_by_;          // job → timer
  std::unordered_map<Id, std::size_t> watched_;  // future of a descriptor → card that asked
  std::unordered_map<Id, std::size_t> setters_;
  std::unordered_set<Id> ticks_;
};

}  // namespace

Story tell(const Recording& recording, std::size_t steps) {
  Teller teller(recording);
  for (std::size_t i = 0; i != std::min(steps, recording.events.size()); ++i)
    teller.tell(recording.events[i], i + 1);
  return teller.finish();
}

}  // namespace unroll::view
