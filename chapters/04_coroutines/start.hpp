#pragma once

#include <memory>
#include <source_location>
#include <string>
#include <utility>

#include "04_coroutines/task.hpp"

namespace unroll {

/// The cell behind a started task: owns the task, and brings what it returns.
template <class T>
class Started final : public State<T>, private Frame::Root, private Unfinished {
 public:
  /// Owns `task`, and does not let it begin yet. Errors: std::logic_error if it is empty.
  Started(Loop& loop, Task<T> task, std::string name, std::source_location at)
      : State<T>(loop, Site(at), task.frame().id()),
        Unfinished(loop),
        name_(std::move(name)),
        at_(at),
        task_(std::move(task)) {
    task_.frame().root_ = this;
    trace::emit(trace::Verb::start, this->id(), {.site = Site(at), .about = *task_.frame_, .label = name_});
  }

  /// The job that `start` posts: runs the task to where it first waits. Does nothing if it was given up.
  void begin() {
    if (!given_up_) task_.frame().handle_.resume();
  }

  void each_source(const Cell::Visit& visit) override {
    if (!task_.valid()) return;
    if (Cell::Slot* place = task_.frame().place()) visit(*place);
  }

  void give_up() override {
    given_up_ = true;
    State<T>::give_up();
  }

 private:
  void ended() noexcept override {
    leave();
    Task<T> over = std::move(task_);  // dies last, and its parameters may own whoever owns this
    this->resolve(over.move_result());
  }

  std::string describe() const override {
    const std::string name = name_.empty() ? "" : " \"" + name_ + "\"";
    return "task" + name + ", started at " + place_name(at_) + "\n" +
           (task_.valid() ? task_.frame().describe() : "  is being destroyed\n");
  }

  std::string name_;
  std::source_location at_;
  bool given_up_ = false;
  Task<T> task_;
};

/// Lets `task` run on `loop`, beginning in a job of its own; never here and now. The future brings what it
/// returns or throws; destroying it cancels the task. `name` is for people: reports and dumps show it. Cost:
/// one allocation beside the frame.
template <class T>
Future<T> start(Loop& loop, Task<T> task, std::string name = {},
                std::source_location at = std::source_location::current()) {
  auto started = std::make_shared<Started<T>>(loop, std::move(task), std::move(name), at);
  loop.post(Job([ticket = std::weak_ptr<Started<T>>(started)] {
              if (const auto waiting = ticket.lock()) waiting->begin();
            }),
            Site(at));
  return Future<T>(std::move(started));
}

}  // namespace unroll
