#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "first_of.hpp"
#include "stages.hpp"
#include "world.hpp"

namespace unroll::equivalence {
namespace {

/// In the style of futures: each form is a function that returns a future, and what comes next hangs on with
/// `then`.
class Futures {
 public:
  explicit Futures(World& world) : world_(world) {}

  /// Beginning in a turn of its own, so that building a deep program does not recurse.
  Future<void> run(NodeId node) {
    const NodeId past = world_.program[node].past;
    Future<void> done = ready(world_.loop);
    for (NodeId at = node; at != past;) {
      const NodeId from = at;
      while (at != past && !waits(at)) ++at;
      if (at == past) return std::move(done).then([this, from, past] { emit(from, past); });
      done = std::move(done).then([this, from, at] {
        emit(from, at);
        return wait(at);
      });
      at = world_.program[at].past;
    }
    return done;
  }

 private:
  bool waits(NodeId node) const {
    return world_.program[node].kind != Kind::emit && world_.program[node].kind != Kind::seq;
  }

  void emit(NodeId from, NodeId past) {
    for (NodeId node = from; node != past; ++node) {
      if (world_.program[node].kind == Kind::emit) world_.log.emit(node);
    }
  }

  Future<void> wait(NodeId node) {
    const Program& program = world_.program;
    switch (program[node].kind) {
      case Kind::sleep: return sleep_for(world_.timers, program[node].wait);
      case Kind::fail: throw Failed(program[node].label);
      case Kind::all: return all(world_.loop, branches(node));
      case Kind::catch_: return catch_it(node);
      case Kind::finally: return finally(node);
      case Kind::group: return all_or_first_failure(world_.loop, branches(node));
      case Kind::race: return first_end(world_.loop, branches(node));
      case Kind::timeout: return in_time(world_.timers, program[node].wait, run(program.body(node)));
      default: return ready(world_.loop);
    }
  }

  std::vector<Future<void>> branches(NodeId node) {
    std::vector<Future<void>> all;
    for (const NodeId child : world_.program.children(node)) all.push_back(run(child));
    return all;
  }

  Future<void> catch_it(NodeId node) {
    return run(world_.program.body(node)).then([this, node](Future<void> ended) {
      try {
        ended.get();
        return ready(world_.loop);
      } catch (const Failed& failed) {
        world_.log.caught(node, failed.label());
        return run(world_.program.second(node));
      }
    });
  }

  /// The clean-up hangs on the future: it dies with it, whether that has come or was cancelled.
  Future<void> finally(NodeId node) {
    return run(world_.program.body(node))
        .then([at_end = CleanUp(world_.log, node)](Future<void> ended) mutable {
          at_end.run();
          ended.get();
        });
  }

  World& world_;
};

}  // namespace

Run run_03_futures(const Program& program) {
  VirtualTime place;
  World world(program, place);
  Futures futures(world);
  const Future<void> whole = futures.run(Program::root).then([&](Future<void> ended) {
    try {
      ended.get();
      world.log.end();
    } catch (const Failed& failed) {
      world.log.end(failed.label());
    }
  });
  world.loop.run();
  return world.log.take();
}

bool drop_03_futures(const Program& program, std::size_t jobs) {
  VirtualTime place;
  World world(program, place);
  Futures futures(world);
  auto whole = futures.run(Program::root).then([](Future<void> ended) { ended.take(); });
  return drop(world, jobs, std::make_optional(std::move(whole)));
}

}  // namespace unroll::equivalence
