#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "first_of.hpp"
#include "stages.hpp"
#include "world.hpp"

namespace unroll::equivalence {
namespace {

/// In the style of coroutines: each form is what C++ has for it. What runs at once is started; what cancels
/// is built from futures as on the rung below.
Task<void> run(World& world, NodeId node);

std::vector<Future<void>> branches(World& world, NodeId node) {
  std::vector<Future<void>> all;
  for (const NodeId child : world.program.children(node)) all.push_back(start(world.loop, run(world, child)));
  return all;
}

Task<void> catch_it(World& world, NodeId node) {
  std::optional<std::string> error;
  try {
    co_await run(world, world.program.body(node));
  } catch (const Failed& failed) {
    error = failed.label();
  }
  if (!error) co_return;  // C++ has no co_await inside a handler
  world.log.caught(node, *error);
  co_await run(world, world.program.second(node));
}

Task<void> finally(World& world, NodeId node) {
  const CleanUp at_end(world.log, node);
  co_await run(world, world.program.body(node));
}

Task<void> seq(World& world, NodeId node) {
  for (const NodeId child : world.program.children(node)) {
    if (world.program[child].kind == Kind::emit) {
      world.log.emit(child);
    } else {
      co_await run(world, child);
    }
  }
}

Task<void> run(World& world, NodeId node) {
  const Program& program = world.program;
  switch (program[node].kind) {
    case Kind::emit: world.log.emit(node); break;
    case Kind::sleep: co_await sleep_for(world.timers, program[node].wait); break;
    case Kind::fail: throw Failed(program[node].label);
    case Kind::seq: co_await seq(world, node); break;
    case Kind::all: co_await all(world.loop, branches(world, node)); break;
    case Kind::catch_: co_await catch_it(world, node); break;
    case Kind::finally: co_await finally(world, node); break;
    case Kind::group: co_await all_or_first_failure(world.loop, branches(world, node)); break;
    case Kind::race: co_await first_end(world.loop, branches(world, node)); break;
    case Kind::timeout: {
      auto body = start(world.loop, run(world, program.body(node)));
      co_await in_time(world.timers, program[node].wait, std::move(body));
      break;
    }
  }
}

}  // namespace

Run run_04_coroutines(const Program& program) {
  World world(program);
  try {
    sync_wait(world.loop, run(world, Program::root));
    world.log.end();
  } catch (const Failed& failed) {
    world.log.end(failed.label());
  }
  return world.log.take();
}

bool drop_04_coroutines(const Program& program, std::size_t jobs) {
  World world(program);
  auto whole = start(world.loop, run(world, Program::root)).then([](Future<void> ended) { ended.take(); });
  return drop(world, jobs, std::make_optional(std::move(whole)));
}

}  // namespace unroll::equivalence
