#include "15_unroll/course/watching.hpp"

#include <algorithm>
#include <iostream>
#include <optional>
#include <system_error>
#include <utility>

#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "06_io/signals.hpp"
#include "07_threads/channel.hpp"
#include "09_writer/file_changes.hpp"
#include "15_unroll/course/keyboard.hpp"
#include "15_unroll/course/surroundings.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;
using namespace std::chrono_literals;

namespace {

constexpr const char* keys_text = "n next   h hint   l list   c check all   r run again   x reset   q quit";

/// What can happen to who watches: a key was pressed, the file was saved, a check came to its end.
enum class Event : char { saved = 's', checked = 'd', other_key = '?' };
using Events = Channel<char>;  // an Event, or a key

/// What comes along with others was not pressed: a text that was pasted, or a key with Alt. It takes nothing
/// away.
char as_meant(char key, std::size_t together) {
  const bool is_known = std::string_view("nhlcrxq").find(key) != std::string_view::npos;
  return is_known && (key != 'x' || together == 1) ? key : static_cast<char>(Event::other_key);
}

Task<> read_keys(Poller& poller, Events& events) {
  try {
    Stream input(poller, keys_of_our_own());
    std::array<char, 64> room{};
    while (const std::size_t count = co_await input.read_some(room)) {
      for (std::size_t i = 0; i != count; ++i) co_await events.send(as_meant(room[i], count));
    }
  } catch (const std::system_error& error) {
    // A file: epoll does not wait for those. There are no keys, then; Ctrl-C ends it.
    if (error.code().value() == EPERM) co_return;
    if (error.code().value() != EIO) throw;  // the terminal is gone
  }
  co_await events.send('q');
}

/// There is nobody to tell anything: `| head -1`, or a terminal that was closed.
Task<> look_for_readers(Poller& poller, Events& events) {
  while (!nobody_reads()) co_await sleep_for(poller.timers(), 500ms);
  co_await events.send('q');
}

/// Who is stopped (Ctrl-Z) gives the terminal back first, and takes it when it goes on. Whoever was stopped
/// without a warning finds it as the shell has left it.
Task<> read_signals(Poller& poller, Events& events, Keyboard& keyboard) {
  Signals signals(poller, {SIGINT, SIGTERM, SIGHUP, SIGCONT, SIGTSTP});
  for (int signal = SIGCONT; signal == SIGCONT || signal == SIGTSTP;) {
    signal = co_await signals.next();
    if (signal == SIGTSTP) {
      keyboard.give_back();
      stop_here();
    }
    if (signal == SIGTSTP || signal == SIGCONT) keyboard.take();
  }
  co_await events.send('q');
}

/// How a file is now: what changes when it is saved.
std::string state_of(const fs::path& file) {
  std::error_code none;
  const auto time = fs::last_write_time(file, none).time_since_epoch().count();
  return std::to_string(time) + " " + std::to_string(none ? 0 : fs::file_size(file, none));
}

Task<> news(FileChanges::Watch& watch) { co_await watch.changed("saved"); }

/// Looks when the system says that something has changed in the folder, and twice a second anyhow: where
/// files come over a network or from outside a container, it says nothing.
Task<> look_at_file(Poller& poller, fs::path file, Events& events) {
  std::optional<FileChanges> changes;
  std::optional<FileChanges::Watch> watch;
  try {
    changes.emplace(poller);
    watch.emplace(*changes, file.parent_path().string());
  } catch (const std::system_error&) {
    // There are too many watches on this machine, or too many who watch.
  }
  std::string before = state_of(file);
  while (true) {
    if (watch) {
      watch->look_away();
      Task<> told = news(*watch);
      Future<void> soon = with_timeout(poller.timers(), 500ms, std::move(told));
      try {
        co_await std::move(soon);
      } catch (const TimedOut&) {
        // It looks anyhow.
      }
    } else {
      co_await sleep_for(poller.timers(), 500ms);
    }
    const std::string now = state_of(file);
    if (now == before) continue;
    before = now;
    co_await events.send(static_cast<char>(Event::saved));
  }
}

/// What is under way besides: looking at a file, and a check. A new one ends the one before.
class Watching {
 public:
  Watching(Poller& poller, Student& student, Keyboard& keyboard)
      : poller_(poller), student_(student), keyboard_(keyboard), events_(poller.loop(), 16) {}

  Task<int> run() {
    Scope readers(poller_.loop());
    readers.spawn(read_keys(poller_, events_));
    readers.spawn(read_signals(poller_, events_, keyboard_));
    readers.spawn(look_for_readers(poller_, events_));
    turn_to(student_.progress().next());
    while (true) {
      const std::optional<char> event = co_await events_.receive();
      if (!event || *event == 'q') break;
      react(*event);
    }
    work_.reset();
    looking_.reset();
    readers.cancel();
    co_await readers.join();
    std::cout << "\n" << std::flush;
    co_return 0;
  }

 private:
  void react(char event) {
    try {
      obey(event);
    } catch (const Refused& refused) {
      std::cout << "unroll: " << refused.what() << "\n";
      show_keys();
    }
  }

  void obey(char event) {
    const bool is_key =
        event != static_cast<char>(Event::saved) && event != static_cast<char>(Event::checked);
    const bool again = std::exchange(may_reset_, is_key ? event == 'x' : may_reset_);
    switch (event) {
      case static_cast<char>(Event::saved): return check();
      case 'r': return check(true);
      case static_cast<char>(Event::checked): return show_keys();
      case 'n': return turn_to(behind());
      case 'c': return check_all();
      case 'l': (void)student_.list(false); break;
      case 'h':
        if (exercise_ != nullptr) (void)student_.hint(*exercise_, false);
        break;
      case 'x':
        if (exercise_ != nullptr) reset(again);
        break;
      default: return;
    }
    show_keys();
  }

  /// What takes something away is asked for twice.
  void reset(bool again) {
    may_reset_ = !again;
    if (again)
      (void)student_.reset(*exercise_);
    else
      std::cout << folded("Press x again to put the starter of " + exercise_->name +
                          " back. What you have written is kept, in .unroll/course/kept.");
  }

  void turn_to(const Exercise* exercise) {
    exercise_ = exercise;
    if (exercise_ == nullptr) {
      std::cout << "All exercises are done.\n";
      return show_keys();
    }
    looking_.emplace(poller_.loop());
    looking_->spawn(look_at_file(poller_, student_.course().starter(*exercise_), events_));
    const std::string worth = worth_of(student_.course().plan(), *exercise_);
    std::cout << "\n"
              << folded(exercise_->full_name() + ": " + exercise_->title + "\n  " + exercise_->goal +
                        (worth.empty() ? "" : "\n  " + worth))
              << "  Edit exercises/" << exercise_->header().string() << "\n";
    check();
  }

  /// The next one that is not done, or the one behind this.
  const Exercise* behind() const {
    const auto& all = student_.course().exercises();
    if (exercise_ == nullptr) return student_.progress().next();
    for (const Exercise* next = exercise_ + 1; next != all.data() + all.size(); ++next) {
      if (!student_.progress().passed(*next)) return next;
    }
    return student_.progress().next();
  }

  void check(bool again = false) {
    if (exercise_ == nullptr) return show_keys();
    std::cout << "\nchecking " << exercise_->full_name() << " …\n" << std::flush;
    work_.emplace(poller_.loop());
    work_->spawn(check_these({exercise_}, again));
  }

  void check_all() {
    std::vector<const Exercise*> all;
    for (const Exercise& exercise : student_.course().exercises()) all.push_back(&exercise);
    work_.emplace(poller_.loop());
    work_->spawn(check_these(std::move(all), false));
  }

  Task<> check_these(std::vector<const Exercise*> exercises, bool again) {
    try {
      CheckOptions usual;  // named: g++ 12 destroys a temporary aggregate twice that is in a co_await
      usual.at_once = cores();
      if (exercises.size() == 1)
        (void)co_await student_.check_one(*exercises.front(), again);
      else
        (void)co_await student_.check(std::move(exercises), std::move(usual));
    } catch (const std::exception& error) {
      std::cout << folded("unroll: " + std::string(error.what()));
    }
    co_await events_.send(static_cast<char>(Event::checked));
  }

  static void show_keys() { std::cout << keys_text << "\n" << std::flush; }

  Poller& poller_;
  Student& student_;
  Keyboard& keyboard_;
  Events events_;
  const Exercise* exercise_ = nullptr;
  bool may_reset_ = false;  // x was the last key
  std::optional<Scope> looking_;
  std::optional<Scope> work_;
};

}  // namespace

Task<int> watch(Poller& poller, Student& student) {
  Keyboard keyboard;
  Watching watching(poller, student, keyboard);
  co_return co_await watching.run();
}

}  // namespace unroll::course
