// Wrong: any waits for a success: a shop that fails must wait for its limit to fail too.
// Caught by: BestPrice.EndsWhenAllHaveAnswered (wrong value)
#pragma once

// Who sells cheapest? The Python program `best_price.py`, beside this file, asks all shops at the same time
// and waits for three seconds at most. Port it. What Python's `wait` does in a word is here built of what
// the chapters have: start, all, any, sleep_for.
//
// Contract
// - `best_price` asks all shops at the same time, and brings the lowest price.
// - It ends as soon as each shop has answered or failed, and after three seconds at the latest. A shop that
//   has not answered by then is called off, and has been destroyed before `best_price` ends.
// - A shop that fails is left out. Its error is nobody's: it is not reported.
// - If no price came at all, it throws NoPrice.
// - Destroying it calls all shops off.

#include <chrono>
#include <exception>
#include <functional>
#include <optional>
#include <stdexcept>
#include <utility>
#include <vector>

#include "03_futures/all.hpp"
#include "03_futures/any.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"

namespace unroll {

class NoPrice : public std::runtime_error {
 public:
  NoPrice() : std::runtime_error("nobody has named a price") {}
};

/// Asks one shop: a coroutine, which takes its time, and may fail.
using Shop = std::function<Task<int>()>;

inline Task<std::optional<int>> ask_in_time(Timers& timers, Shop shop) {
  Future<int> late = sleep_for(timers, std::chrono::seconds(3)).then([]() -> int { throw NoPrice(); });
  Future<int> first = any(timers.loop(), Several{start(timers.loop(), shop()), std::move(late)});
  try {
    co_return co_await std::move(first);
  } catch (...) {
    co_return std::nullopt;
  }
}

inline Task<int> best_price(Timers& timers, std::vector<Shop> shops) {
  std::vector<Future<std::optional<int>>> asking;
  for (const Shop& shop : shops) asking.push_back(start(timers.loop(), ask_in_time(timers, shop)));
  const std::vector<std::optional<int>> prices = co_await all(timers.loop(), std::move(asking));
  std::optional<int> best;
  for (const std::optional<int>& price : prices) {
    if (price && (!best || *price < *best)) best = price;
  }
  if (!best) throw NoPrice();
  co_return *best;
}

}  // namespace unroll
