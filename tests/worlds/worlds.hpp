#pragma once

#include <gtest/gtest.h>

#include <string>
#include <type_traits>

// Which worlds this program has: those made of the chapters from BEGIN to END. A chapter's own tests stop at
// the chapter, so that they build when a later one does not; `unroll_suite` (suite.cmake) builds the same
// sources a second time, on all later worlds.
#ifndef UNROLL_WORLDS_BEGIN
#define UNROLL_WORLDS_BEGIN 0
#endif
#ifndef UNROLL_WORLDS_END
#define UNROLL_WORLDS_END 5
#endif

#include "worlds/bare_queue.hpp"
#if UNROLL_WORLDS_END >= 2
#include "worlds/with_callbacks.hpp"
#include "worlds/with_time.hpp"
#endif
#if UNROLL_WORLDS_END >= 3
#include "worlds/with_futures.hpp"
#endif
#if UNROLL_WORLDS_END >= 4
#include "worlds/with_tasks.hpp"
#endif
#if UNROLL_WORLDS_END >= 5
#include "worlds/with_scope.hpp"
#endif

/// A world is what a suite runs on: a loop, from chapter 2 on a clock and timers too, and perhaps somebody
/// else who is at work on that loop. The promises of a chapter hold on the worlds of all later chapters.
///
///   struct SomeWorld {
///     static constexpr const char* name = "SomeWorld";
///     static constexpr int made_of = 4;                 // the highest chapter that it is built with
///     static constexpr int suites_up_to = any_chapter;  // whose suites can run on it
///     static constexpr bool virtual_time = true;        // false: tests assert order only, never times
///     static constexpr Duration unit = …;               // what a test calls one unit of time
///     Loop loop; FakeClock clock; Timers timers{loop, clock};
///     void run();                                       // to the end; what goes on beside the test ends too
///   };
namespace unroll::worlds {

template <class... Worlds>
struct List {};

template <class... Some, class... Others>
List<Some..., Others...> operator+(List<Some...>, List<Others...>);

/// Every world there is. Chapters 6 and 7 add theirs here: a Poller as the clock, a Mailbox attached.
using All = decltype(List<BareQueue>{}
#if UNROLL_WORLDS_END >= 2
                     + List<FakeTime, RealTime, WithCallbacks>{}
#endif
#if UNROLL_WORLDS_END >= 3
                     + List<WithFutures>{}
#endif
#if UNROLL_WORLDS_END >= 4
                     + List<WithTasks>{}
#endif
#if UNROLL_WORLDS_END >= 5
                     + List<WithScope>{}
#endif
);

template <class World, int chapter>
inline constexpr bool suits = World::suites_up_to >= chapter && World::made_of >= UNROLL_WORLDS_BEGIN;

template <class List>
struct AsTypes;
template <class... Worlds>
struct AsTypes<List<Worlds...>> {
  using type = testing::Types<Worlds...>;
};

template <int chapter, bool real_time_too, class List>
struct Choice;
template <int chapter, bool real_time_too, class... Worlds>
struct Choice<chapter, real_time_too, List<Worlds...>> {
  template <class World>
  using OneOrNone = std::conditional_t<suits<World, chapter> && (real_time_too || World::virtual_time),
                                       List<World>, List<>>;
  using type = typename AsTypes<decltype((List<>{} + ... + OneOrNone<Worlds>{}))>::type;
};

/// What the suite of a chapter runs on: `TYPED_TEST_SUITE(TimersOn, worlds::WorldsFor<2>, worlds::Names);`
template <int chapter>
using WorldsFor = typename Choice<chapter, true, All>::type;

/// The same without real time: there a test may assert times too.
template <int chapter>
using VirtualWorldsFor = typename Choice<chapter, false, All>::type;

/// So that a test is called `TimersOn/FakeTime.FireInOrder`.
struct Names {
  template <class World>
  static std::string GetName(int /*index*/) {
    return World::name;
  }
};

}  // namespace unroll::worlds
