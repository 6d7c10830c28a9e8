#include "06_io/outbox.hpp"

#include <gtest/gtest.h>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"

namespace unroll {
namespace {

struct World {
  Loop loop{};
  Poller poller{loop};
  Pipe pipe = make_pipe(poller);
};

void put(Outbox& outbox, std::string bytes) { EXPECT_TRUE(outbox.put(std::move(bytes))); }

Task<> some_turns(Timers& timers) {
  for (int turn = 0; turn != 10; ++turn) co_await sleep_for(timers, Duration(0));
}

Task<> read_so_many(Stream& from, std::size_t left) {
  std::string room(left, '\0');
  while (left != 0) left -= co_await from.read_some({room.data(), left});
}

TEST(Outbox, SendsWhatIsPutInItsOrder) {
  World world;
  Outbox outbox(world.loop, 100);
  put(outbox, "one ");
  put(outbox, "two ");
  Future<void> sending = start(world.loop, outbox.write_to(world.pipe.in));
  EXPECT_EQ(sync_wait(world.loop, world.pipe.out.read_until("two ")), "one two ");
  put(outbox, "three ");
  EXPECT_EQ(sync_wait(world.loop, world.pipe.out.read_until(" ")), "three ");
  EXPECT_EQ(outbox.waiting(), 0U);
}

TEST(Outbox, SaysNoAboveItsWatermarkAndKeepsWhatItHad) {
  World world;
  Outbox outbox(world.loop, 10);
  put(outbox, "12345");
  EXPECT_FALSE(outbox.put("123456"));
  EXPECT_EQ(outbox.waiting(), 5U);
  put(outbox, "67890");
  EXPECT_FALSE(outbox.put("x"));
  Future<void> sending = start(world.loop, outbox.write_to(world.pipe.in));
  EXPECT_EQ(sync_wait(world.loop, world.pipe.out.read_until("0")), "1234567890");
  put(outbox, "once more");
}

TEST(Outbox, CountsWhatTheKernelDoesNotTake) {
  World world;
  Outbox outbox(world.loop, std::size_t{1} << 20U);
  put(outbox, std::string(500'000, 'x'));  // more than a pipe holds
  Future<void> sending = start(world.loop, outbox.write_to(world.pipe.in));
  sync_wait(world.loop, some_turns(world.poller.timers()));
  EXPECT_EQ(outbox.waiting(), 500'000U);
  EXPECT_FALSE(outbox.put(std::string(600'000, 'x')));
  sync_wait(world.loop, read_so_many(world.pipe.out, 500'000));
  sync_wait(world.loop, some_turns(world.poller.timers()));
  EXPECT_EQ(outbox.waiting(), 0U);
}

TEST(Outbox, FailsWhenNobodyReadsAnyMore) {
  World world;
  Outbox outbox(world.loop, 100);
  world.pipe.out.close();
  put(outbox, "too late");
  EXPECT_THROW(sync_wait(world.loop, outbox.write_to(world.pipe.in)), std::system_error);
  EXPECT_EQ(outbox.waiting(), 0U) << "what is lost waits no more";
}

TEST(Outbox, WhatIsLostWithAWriteThatIsCalledOffWaitsNoMore) {
  World world;
  Outbox outbox(world.loop, std::size_t{1} << 20U);
  put(outbox, std::string(500'000, 'x'));
  Future<void> sending = start(world.loop, outbox.write_to(world.pipe.in));
  sync_wait(world.loop, some_turns(world.poller.timers()));
  put(outbox, "kept");
  sending = {};
  EXPECT_EQ(outbox.waiting(), 4U);
}

}  // namespace
}  // namespace unroll
