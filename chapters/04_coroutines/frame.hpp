#pragma once

#include <cassert>
#include <coroutine>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <source_location>
#include <string>
#include <string_view>
#include <utility>

#include "00_trace/short_name.hpp"
#include "03_futures/cell.hpp"

namespace unroll {

/// `file.cpp:12`, without the folders.
inline std::string place_name(std::source_location at) {
  const std::string_view path(at.file_name());
  return std::string(path.substr(path.rfind('/') + 1)) + ":" + std::to_string(at.line());
}

/// What every coroutine frame of ours knows of itself, whatever it returns: who awaits it, whom it awaits,
/// what it waits for, and at which line. Frames that await each other form a chain: the root was started, the
/// leaf waits at a place. Ownership: a Task owns its frame; while awaited, that Task is a part of the frame
/// above.
class Frame {
 public:
  Frame() = default;
  Frame(const Frame&) = delete;
  Frame& operator=(const Frame&) = delete;

  /// Destroys this frame and all that it awaits, from the leaf up, in a loop: innermost clean-ups first, and
  /// the stack stays flat however deep the chain. Needs: suspended. A task must not destroy itself; others do
  /// that.
  void destroy() noexcept;

  /// What the innermost frame of the chain waits for, or null.
  Cell::Slot* place();

  /// One line for each frame from here to the leaf: the function, and where it waits. Long chains lose their
  /// middle.
  std::string describe() const;

  /// Who it is in a trace. Of a task it is the frame that is shown, not the object.
  trace::Id id() const { return id_; }

 protected:
  /// Called when the coroutine is made: its handle, and the place and name of its function.
  void identify(std::coroutine_handle<> handle, std::source_location function) {
    handle_ = handle;
    at_ = function;
    function_ = function.function_name();
  }

 private:
  template <class T>
  friend class Task;
  template <class T>
  friend class Started;
  template <class Awaited>
  friend class Wait;
  friend struct Beginning;
  friend struct End;

  enum class Phase : std::uint8_t { not_begun, running, suspended, ended };

  /// Told when the root of a chain has ended; may destroy it.
  struct Root {
    virtual void ended() noexcept = 0;

   protected:
    ~Root() = default;
  };

  void begin() {
    phase_ = Phase::running;
    trace::emit(trace::Verb::begin, id_, {.site = Site(at_), .about = awaiter()});
  }
  void suspend(std::source_location at, Cell::Slot* place, [[maybe_unused]] trace::Id waits_for) {
    phase_ = Phase::suspended;
    at_ = at;
    place_ = place;
    trace::emit(trace::Verb::suspend, id_, {.site = Site(at), .about = waits_for});
  }
  void resume() {
    phase_ = Phase::running;
    place_ = nullptr;
    trace::emit(trace::Verb::resume, id_);
  }
  void destroyed() const {
    if (phase_ != Phase::ended) trace::emit(trace::Verb::end, id_, {.site = Site(at_), .value = 1});
  }
  void await(Frame& child, Frame** owner) {
    awaited_ = &child;
    child.awaiter_ = this;
    child.owner_ = owner;
  }
  trace::Id awaiter() const { return awaiter_ != nullptr ? awaiter_->id_ : trace::Id{}; }
  std::string line() const;

  std::coroutine_handle<> handle_;
  Frame* awaiter_ = nullptr;
  Frame* awaited_ = nullptr;
  Frame** owner_ = nullptr;  // while awaited: the pointer in the Task that owns this frame
  Root* root_ = nullptr;
  Cell::Slot* place_ = nullptr;
  std::source_location at_;
  const char* function_ = "";
  Phase phase_ = Phase::not_begun;
  [[no_unique_address]] trace::Id id_ = trace::new_id();
};

inline Cell::Slot* Frame::place() {
  Frame* leaf = this;
  while (leaf->awaited_ != nullptr) leaf = leaf->awaited_;
  return leaf->place_;
}

inline void Frame::destroy() noexcept {
  Frame* frame = this;
  while (frame->awaited_ != nullptr) frame = frame->awaited_;
  assert(frame->phase_ != Phase::running && "a task must not destroy itself while it runs");
  if (frame->place_ != nullptr) dispose(std::exchange(*frame->place_, nullptr));
  for (Frame* next = nullptr; frame != nullptr; frame = next) {
    next = frame == this ? nullptr : frame->awaiter_;
    if (frame->owner_ != nullptr) *frame->owner_ = nullptr;
    frame->destroyed();
    frame->handle_.destroy();
  }
}

inline std::string Frame::describe() const {
  std::size_t depth = 0;
  for (const Frame* frame = this; frame != nullptr; frame = frame->awaited_) ++depth;
  std::string text;
  std::size_t level = 0;
  for (const Frame* frame = this; frame != nullptr; frame = frame->awaited_, ++level) {
    if (level < 10 || level + 10 >= depth) text += "  " + frame->line() + "\n";
    if (level == 10 && depth > 20) text += "  … " + std::to_string(depth - 20) + " more …\n";
  }
  return text;
}

inline std::string Frame::line() const {
  const std::string here = place_name(at_);
  const std::string function = std::string(trace::short_name(function_)) + "()";
  switch (phase_) {
    case Phase::not_begun: return function + " has not begun, " + here;
    case Phase::running: return function + " is running, last seen at " + here;
    case Phase::suspended: return function + " waits at " + here;
    case Phase::ended: break;
  }
  return function + " has ended";
}

}  // namespace unroll
