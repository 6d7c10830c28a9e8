#pragma once

#include <memory>
#include <utility>

#include "worlds/worlds.hpp"

/// A world is written like this, in a source of its own:
///
///   struct SomeWorld {
///     static constexpr const char* name = "SomeWorld";
///     static constexpr int made_of = 4;                 // the highest chapter that it is built with
///     static constexpr int suites_up_to = any_chapter;  // whose suites can run on it
///     static constexpr bool virtual_time = true;        // false: tests assert order only, never times
///     static constexpr Duration unit = …;               // what a test calls one unit of time
///     Loop loop; FakeClock clock; Timers timers{loop, clock};
///     void run();                                       // to the end; what goes on beside the test ends too
///     void advance(Duration);                           // if its clock has no such function
///   };
///   const Known<SomeWorld> known;
namespace unroll::worlds {

inline constexpr int any_chapter = 99;

template <class W>
class Holds final : public Made {
 public:
  explicit Holds(std::unique_ptr<W> world)
      : Made(world->loop, clock_of(*world), timers_of(*world)), world_(std::move(world)) {}
  void run() override { world_->run(); }
  void advance([[maybe_unused]] Duration by) override {
    if constexpr (requires { world_->advance(by); })
      world_->advance(by);
    else if constexpr (requires { world_->clock.advance(by); })
      world_->clock.advance(by);
  }

 private:
  static Clock* clock_of([[maybe_unused]] W& world) {
    if constexpr (requires { world.clock; })
      return &world.clock;
    else
      return nullptr;
  }
  static Timers* timers_of([[maybe_unused]] W& world) {
    if constexpr (requires { world.timers; })
      return &world.timers;
    else
      return nullptr;
  }

  std::unique_ptr<W> world_;
};

/// Makes a world known to the program.
template <class W>
struct Known {
  Known() {
    all().push_back({W::name, W::made_of, W::suites_up_to, W::virtual_time, W::unit,
                     [] { return std::make_unique<Holds<W>>(std::make_unique<W>()); }});
  }
};

}  // namespace unroll::worlds
