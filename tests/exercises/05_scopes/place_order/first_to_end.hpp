// Wrong: the first to end is the end of all.
// Caught by: PlaceOrder.EndsWhenAllThreeHaveEnded (wrong value)
#pragma once

// An order is three pieces of work at the same time: the card is charged, the parcel is packed, a letter is
// sent. When the card has expired, the parcel must not leave; and when all is well, nothing may be cut off.
// Mend `place`.
//
// Contract
// - The three begin at the same time, in this order: charge, pack, letter.
// - `place` ends when all three have ended. None is cut off because the others were quicker.
// - If one fails, whichever it is, the others are stopped at that moment of the clock. When `place` throws
//   the error, they are gone.
// - Who destroys the task `place` stops all three.

#include <utility>
#include <vector>

#include "03_futures/several.hpp"
#include "05_scopes/race.hpp"
#include "05_scopes/scope.hpp"

namespace unroll {

struct Order {
  Task<> charge;
  Task<> pack;
  Task<> letter;
};

inline Task<> place(Loop& loop, Order order) {
  Several three{std::move(order.charge), std::move(order.pack), std::move(order.letter)};
  co_await race(loop, std::move(three));
}

}  // namespace unroll
