#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <utility>

#include "04_coroutines/sync_wait.hpp"
#include "run.hpp"
#include "world.hpp"

namespace unroll::equivalence {

/// The forms for which every stage of coroutines has the same words: those of C++. `run` is the stage's own
/// and runs any form.
using Form = Task<void>(World&, NodeId);

template <Form* run>
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

template <Form* run>
Task<void> finally(World& world, NodeId node) {
  const CleanUp at_end(world.log, node);
  co_await run(world, world.program.body(node));
}

template <Form* run>
Task<void> seq(World& world, NodeId node) {
  for (const NodeId child : world.program.children(node)) {
    if (world.program[child].kind == Kind::emit) {
      world.log.emit(child);
    } else {
      co_await run(world, child);
    }
  }
}

/// A whole program.
template <Form* run, class Place = VirtualTime>
Run run_all(const Program& program) {
  Place place;
  World world(program, place);
  try {
    sync_wait(world.loop, run(world, Program::root));
    world.log.end();
  } catch (const Failed& failed) {
    world.log.end(failed.label());
  }
  return world.log.take();
}

/// The same, dropped after so many jobs.
template <Form* run, class Place = VirtualTime>
bool drop_all(const Program& program, std::size_t jobs) {
  Place place;
  World world(program, place);
  auto whole = start(world.loop, run(world, Program::root)).then([](Future<void> ended) { ended.take(); });
  return drop(world, jobs, std::make_optional(std::move(whole)));
}

}  // namespace unroll::equivalence
