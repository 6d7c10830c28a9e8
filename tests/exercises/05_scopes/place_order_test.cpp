#include "05_scopes/place_order.hpp"

#include <stdexcept>
#include <string>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using namespace unroll;
using check::in_order;

struct Shop {
  Loop loop{};
  FakeClock clock{};
  Timers timers{loop, clock};
  check::Seen seen{};

  void tell(const std::string& what) {
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(clock.now().time_since_epoch());
    seen(std::to_string(seconds.count()) + " s: " + what);
  }
};

/// Tells if its step goes before it has ended. In which order several are cut off, nobody has promised.
struct Work {
  Shop& shop;
  bool ended = false;
  ~Work() {
    if (!ended) shop.tell("somebody is stopped");
  }
};

Task<> step(Shop& shop, std::string name, Duration takes, bool fails = false) {
  shop.tell(name);
  Work work{shop};
  co_await sleep_for(shop.timers, takes);
  work.ended = true;
  shop.tell(name + (fails ? " fails" : " is done"));
  if (fails) throw std::runtime_error(name + " has failed");
}

Task<> customer(Shop& shop, Order order) {
  try {
    co_await place(shop.loop, std::move(order));
    shop.tell("thank you");
  } catch (const std::runtime_error& error) {
    shop.tell(error.what());
  }
}

Task<> letter_of(Shop& shop, Duration takes) { return step(shop, "letter", takes); }

void runs(Shop& shop, Order order) { sync_wait(shop.loop, customer(shop, std::move(order))); }

TEST(PlaceOrder, EndsWhenAllThreeHaveEnded) {
  Shop shop;
  runs(shop, {step(shop, "charge", 1s), step(shop, "pack", 3s), letter_of(shop, 5s)});
  EXPECT_TRUE(in_order(shop.seen, {"0 s: charge", "0 s: pack", "0 s: letter", "1 s: charge is done",
                                   "3 s: pack is done", "5 s: letter is done", "5 s: thank you"}))
      << "three at the same time, and the letter is sent although the others were quicker";
}

TEST(PlaceOrder, AFailingChargeStopsTheOthers) {
  Shop shop;
  runs(shop, {step(shop, "charge", 1s, true), step(shop, "pack", 3s), letter_of(shop, 5s)});
  shop.loop.run();
  EXPECT_TRUE(
      in_order(shop.seen, {"0 s: charge", "0 s: pack", "0 s: letter", "1 s: charge fails",
                           "1 s: somebody is stopped", "1 s: somebody is stopped", "1 s: charge has failed"}))
      << "nobody packs a parcel that nobody pays, and the error comes when the others are gone";
}

TEST(PlaceOrder, AParcelThatCannotBePackedStopsTheOthers) {
  Shop shop;
  runs(shop, {step(shop, "charge", 9s), step(shop, "pack", 2s, true), letter_of(shop, 5s)});
  shop.loop.run();
  EXPECT_TRUE(
      in_order(shop.seen, {"0 s: charge", "0 s: pack", "0 s: letter", "2 s: pack fails",
                           "2 s: somebody is stopped", "2 s: somebody is stopped", "2 s: pack has failed"}))
      << "whichever fails: nobody pays for a parcel that is not packed";
}

TEST(PlaceOrder, AFailingLetterStopsTheOthersAtOnce) {
  Shop shop;
  runs(shop, {step(shop, "charge", 9s), step(shop, "pack", 7s), step(shop, "letter", 2s, true)});
  shop.loop.run();
  EXPECT_TRUE(
      in_order(shop.seen, {"0 s: charge", "0 s: pack", "0 s: letter", "2 s: letter fails",
                           "2 s: somebody is stopped", "2 s: somebody is stopped", "2 s: letter has failed"}))
      << "whichever fails: the others are stopped at that moment, not when somebody gets to look";
}

TEST(PlaceOrder, WhoDestroysItStopsAllThree) {
  Shop shop;
  Future<void> placing = start(
      shop.loop, place(shop.loop, {step(shop, "charge", 1s), step(shop, "pack", 3s), letter_of(shop, 5s)}));
  const Callback change_of_mind = shop.timers.call_later(2s, [&] {
    shop.tell("never mind");
    placing = {};
    shop.tell("destroyed");
  });
  shop.loop.run();
  EXPECT_TRUE(in_order(shop.seen,
                       {"0 s: charge", "0 s: pack", "0 s: letter", "1 s: charge is done", "2 s: never mind",
                        "2 s: somebody is stopped", "2 s: somebody is stopped", "2 s: destroyed"}))
      << "whoever owns the order owns its steps";
}

}  // namespace
