#pragma once

#include <exception>
#include <iterator>
#include <list>
#include <memory>
#include <source_location>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "04_coroutines/start.hpp"

namespace unroll {

/// The cell behind a Scope: owns the tasks, and brings the news that the last has ended.
class ScopeState final : public State<void> {
 public:
  /// Owned by the scope, and by the future of `join` too.
  ScopeState(Loop& loop, Site site) : State<void>(loop, site) {}
  ~ScopeState() override {
    if (error_ != nullptr) resolve(error_);  // nobody joined: it is reported as an error that nobody took
  }

  /// Owns `child` until it ends; destroys it at once if the scope was cancelled. Errors: std::logic_error
  /// when the join has ended.
  void add(Future<void> child) {
    if (known()) throw std::logic_error("Scope::spawn after its join has ended");
    if (cancelled_) return;
    const auto position = children_.insert(children_.end(), std::move(child));
    position->wait(Job([this, position] { ended(position); }), {}, id());
  }

  /// From here on it resolves when no child is left. Errors: std::logic_error for a second one.
  void join() {
    if (joined_) throw std::logic_error("Scope::join a second time; one waits, the others ask it");
    joined_ = true;
    finish_if_empty();
  }

  /// Takes the tickets back here and now, and posts a job that destroys the children. Twice is once.
  void cancel() {
    if (std::exchange(cancelled_, true) || children_.empty()) return;
    for (Future<void>& child : children_) {
      if (child.valid()) take_back(*child.cell());  // if not: destroyed with the future of `join`
    }
    Job end_all([ticket = weak_from_this()] {
      if (const auto scope = ticket.lock()) static_cast<ScopeState&>(*scope).end();
    });
    loop().post(std::move(end_all), "cancel");
  }

  /// Destroys the tasks here and now. `join` does not bring what one of them threw after the first error or
  /// after `cancel`: the loop is told.
  void end() {
    cancelled_ = true;
    std::vector<Cell::Slot> losers;
    for (Future<void>& child : children_) {
      if (child.valid() && child.ready()) report_if_failed(child.take());
      losers.push_back(std::move(child.cell()));
    }
    children_.clear();
    dispose(std::move(losers));
    finish_if_empty();
  }

  void each_source(const Cell::Visit& visit) override {
    for (Future<void>& child : children_) visit(child.cell());
  }

 private:
  void report_if_failed(const Result<void>& result) const {
    if (result.failed()) report_lost(loop(), result.error());
  }

  using Children = std::list<Future<void>>;

  void ended(Children::iterator child) {
    const Cell::Slot alive = shared_from_this();
    const Result<void> result = child->take();
    children_.erase(child);
    if (result.failed() && error_ == nullptr) {
      error_ = result.error();
      cancel();
    }
    finish_if_empty();
  }

  void finish_if_empty() {
    if (!joined_ || !children_.empty()) return;
    if (error_ != nullptr) return resolve(std::exchange(error_, nullptr));
    resolve(Nothing{});
  }

  Children children_;
  std::exception_ptr error_;
  bool joined_ = false;
  bool cancelled_ = false;
};

/// Who owns what runs: tasks that end before the scope does.
/// Ownership: owns its tasks. Destroyed, it destroys them, first to last.
/// Lifetime: declare it behind what its tasks use. Threads: the loop's.
/// Needs: none of its tasks destroys it while it runs itself; for that there is `cancel`.
/// Errors: the first task that fails cancels the others; `join` throws its error. The loop is told of others.
class Scope {
 public:
  /// Empty. A label of `site` names its `join` in traces.
  explicit Scope(Loop& loop, Site site = {}) : state_(std::make_shared<ScopeState>(loop, site)) {}
  Scope(const Scope&) = delete;
  Scope& operator=(const Scope&) = delete;
  ~Scope() { state_->end(); }

  /// Lets `task` run as a part of this scope, beginning in a job of its own. In a cancelled scope it never
  /// begins, and is destroyed at once. Errors: std::logic_error when the join has ended.
  void spawn(Task<void> task, std::string name = {},
             std::source_location at = std::source_location::current()) {
    state_->add(start(state_->loop(), std::move(task), std::move(name), at));
  }

  /// Waits until every task has ended, also those spawned in the meantime; then brings the first error, if
  /// any. Once. Whoever waits owns: destroying this future before it is ready destroys the tasks.
  Future<void> join() {
    state_->join();
    return Future<void>(state_);
  }

  /// Calls all tasks off. From here on none of them is resumed (one that calls this runs on to its next wait;
  /// what their locals own may run until they are destroyed). At the same time of the clock, in a job of its
  /// own, they are destroyed. `join` brings no error that has not arrived by now: the loop is told of it.
  void cancel() { state_->cancel(); }

 private:
  std::shared_ptr<ScopeState> state_;
};

}  // namespace unroll
