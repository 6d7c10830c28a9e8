// Wrong: the futures of the shops die at the end of the loop, which calls the shops off.
// Caught by: BestPrice.AsksAllAtTheSameTime (wrong value)
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

/// The price, or nothing if the shop fails.
inline Task<std::optional<int>> ask(Shop shop) {
  try {
    co_return co_await shop();
  } catch (...) {
    co_return std::nullopt;
  }
}

inline Task<> note(Shop shop, std::vector<int>& prices) {
  const std::optional<int> price = co_await ask(std::move(shop));
  if (price) prices.push_back(*price);
}

inline Task<int> best_price(Timers& timers, std::vector<Shop> shops) {
  std::vector<int> prices;
  for (const Shop& shop : shops) {
    Future<void> asking = start(timers.loop(), note(shop, prices));
  }
  co_await sleep_for(timers, std::chrono::seconds(3));
  if (prices.empty()) throw NoPrice();
  int best = prices.front();
  for (const int price : prices) best = price < best ? price : best;
  co_return best;
}

}  // namespace unroll
