// Wrong: what can go wrong with a parcel concerns nobody else.
// Caught by: PlaceOrder.AParcelThatCannotBePackedStopsTheOthers (wrong value)
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

#include <exception>
#include <utility>

#include "05_scopes/scope.hpp"

namespace unroll {

struct Order {
  Task<> charge;
  Task<> pack;
  Task<> letter;
};

inline Task<> in_peace(Task<> work) {
  try {
    co_await std::move(work);
  } catch (const std::exception&) {
    co_return;
  }
}

inline Task<> place(Loop& loop, Order order) {
  Scope steps(loop);
  steps.spawn(std::move(order.charge), "charge");
  steps.spawn(in_peace(std::move(order.pack)), "pack");
  steps.spawn(std::move(order.letter), "letter");
  co_await steps.join();
}

}  // namespace unroll
