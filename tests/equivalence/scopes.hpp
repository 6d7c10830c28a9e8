#pragma once

#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "coroutines.hpp"

namespace unroll::equivalence::scopes {

/// In the style of scopes: the forms that cancel have their words.
inline Task<void> run(World& world, NodeId node);

inline Task<void> all_of(World& world, NodeId node) {
  std::vector<Future<void>> branches;
  for (const NodeId child : world.program.children(node))
    branches.push_back(start(world.loop, run(world, child)));
  co_await all(world.loop, std::move(branches));
}

inline Task<void> group(World& world, NodeId node) {
  Scope scope(world.loop);
  for (const NodeId child : world.program.children(node)) scope.spawn(run(world, child));
  co_await scope.join();
}

inline Task<void> first_of(World& world, NodeId node) {
  std::vector<Task<void>> branches;
  for (const NodeId child : world.program.children(node)) branches.push_back(run(world, child));
  co_await race(world.loop, std::move(branches));
}

inline Task<void> in_time(World& world, NodeId node) {
  try {
    co_await with_timeout(world.timers, world.program[node].wait, run(world, world.program.body(node)));
  } catch (const TimedOut&) {
    throw Failed("timeout");
  }
}

inline Task<void> run(World& world, NodeId node) {
  switch (world.program[node].kind) {
    case Kind::emit: world.log.emit(node); break;
    case Kind::sleep: co_await sleep_for(world.timers, world.program[node].wait); break;
    case Kind::fail: throw Failed(world.program[node].label);
    case Kind::seq: co_await seq<run>(world, node); break;
    case Kind::all: co_await all_of(world, node); break;
    case Kind::catch_: co_await catch_it<run>(world, node); break;
    case Kind::finally: co_await finally<run>(world, node); break;
    case Kind::group: co_await group(world, node); break;
    case Kind::race: co_await first_of(world, node); break;
    case Kind::timeout: co_await in_time(world, node); break;
  }
}

}  // namespace unroll::equivalence::scopes
