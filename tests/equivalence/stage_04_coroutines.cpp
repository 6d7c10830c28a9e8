#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "coroutines.hpp"
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

Task<void> run(World& world, NodeId node) {
  const Program& program = world.program;
  switch (program[node].kind) {
    case Kind::emit: world.log.emit(node); break;
    case Kind::sleep: co_await sleep_for(world.timers, program[node].wait); break;
    case Kind::fail: throw Failed(program[node].label);
    case Kind::seq: co_await seq<run>(world, node); break;
    case Kind::all: co_await all(world.loop, branches(world, node)); break;
    case Kind::catch_: co_await catch_it<run>(world, node); break;
    case Kind::finally: co_await finally<run>(world, node); break;
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

Run run_04_coroutines(const Program& program) { return run_all<run>(program); }

bool drop_04_coroutines(const Program& program, std::size_t jobs) { return drop_all<run>(program, jobs); }

}  // namespace unroll::equivalence
