#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "stages.hpp"
#include "world.hpp"

namespace unroll::equivalence {
namespace {

using Error = std::optional<std::string>;
using Done = std::function<void(Error)>;

/// In the style of callbacks: an operation gets a function to call when it is done, always from the loop and
/// never here and now; its state between two calls lives in an object, and whoever waits for it owns that.
/// What `catch` and `finally` do must be spelled out, as each of them is a place where the control flow was
/// cut.
class Operation {
 public:
  Operation(World& world, NodeId node, Done done)
      : world_(world), at_(node), past_(world.program[node].past), done_(std::move(done)) {
    later([this] { go_on(); });
  }

 private:
  void later(Job job) { wait_ = world_.timers.call_later({}, std::move(job)); }

  void go_on() {
    while (at_ != past_) {
      const NodeId node = at_;
      at_ = world_.program[node].kind == Kind::seq ? node + 1 : world_.program[node].past;
      switch (world_.program[node].kind) {
        case Kind::emit: world_.log.emit(node); continue;
        case Kind::sleep: return sleep(node);
        case Kind::fail: return end(world_.program[node].label);
        case Kind::all: return all(node);
        case Kind::catch_: return catch_it(node);
        case Kind::finally: return finally(node);
        default: continue;  // seq: its children follow
      }
    }
    end({});
  }

  void end(Error error) {
    later([done = std::move(done_), error = std::move(error)] { done(error); });
  }

  void sleep(NodeId node) {
    wait_ = world_.timers.call_later(world_.program[node].wait, [this] { go_on(); });
  }

  void all(NodeId node) {
    const auto children = world_.program.children(node);
    if (children.empty()) return go_on();
    for (const NodeId child : children) {
      ++left_;
      start(child, [this](const Error& error) {
        if (error && !first_error_) first_error_ = error;
        if (--left_ != 0) return;
        parts_.clear();
        if (first_error_) return end(first_error_);
        go_on();
      });
    }
  }

  void catch_it(NodeId node) {
    start(world_.program.body(node), [this, node](const Error& error) {
      parts_.clear();
      if (!error) return go_on();
      world_.log.caught(node, *error);
      start(world_.program.second(node), [this](const Error& again) {
        parts_.clear();
        if (again) return end(again);
        go_on();
      });
    });
  }

  void finally(NodeId node) {
    start(world_.program.body(node), [this, node](const Error& error) {
      parts_.clear();
      world_.log.clean_up(node);
      if (error) return end(error);
      go_on();
    });
  }

  void start(NodeId node, Done done) {
    parts_.push_back(std::make_unique<Operation>(world_, node, std::move(done)));
  }

  World& world_;
  NodeId at_;
  NodeId past_;
  Done done_;
  Callback wait_;
  std::vector<std::unique_ptr<Operation>> parts_;
  std::size_t left_ = 0;
  Error first_error_;
};

}  // namespace

Run run_02_callbacks(const Program& program) {
  VirtualTime place;
  World world(program, place);
  const Operation whole(world, Program::root,
                        [&](const Error& error) { world.log.end(error.value_or("ok")); });
  world.loop.run();
  return world.log.take();
}

bool drop_02_callbacks(const Program& program, std::size_t jobs) {
  VirtualTime place;
  World world(program, place);
  return drop(world, jobs, std::make_unique<Operation>(world, Program::root, [](const Error&) {}));
}

}  // namespace unroll::equivalence
