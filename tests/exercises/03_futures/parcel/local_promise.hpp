// Wrong: the promise is a local variable, and the callbacks refer to it.
// Caught by: Parcel.BringsTheNumberOfTheParcel (use after free)
#pragma once

// A shop speaks callbacks. This orders a parcel, in callbacks; each step carries the error to the next by
// hand:
//
//   void order(Shop& shop, std::string what, std::function<void(std::string)> done, Shop::Failed failed) {
//     shop.price_of(what, [&shop, what, done, failed](int price) {
//       shop.pay(price, [&shop, what, done, failed] { shop.send(what, done, failed); }, failed);
//     }, failed);
//   }
//
// Port it to futures. Two parts: a step that speaks callbacks becomes one that returns a future; and the
// three of them become a chain, in which errors travel by themselves.
//
// Contract
// - `order` asks for the price, pays it, sends, and brings the number of the parcel. The price is asked for
//   here and now; each other step begins when the one before it has succeeded.
// - A step that fails ends the order: a std::runtime_error whose `what()` is the reason arrives at whoever
//   waits.
// - The shop may call back here and now, or later. Either way nobody runs inside that call: what comes next
//   begins in a job of the loop.
// - The shop may lose a callback and never call it: that destroys the callback, and the order brings
//   BrokenPromise.
// - Destroying the future calls the order off: no further step begins.

#include <exception>
#include <functional>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>

#include "03_futures/future.hpp"

namespace unroll {

/// Each of its operations calls one of its two callbacks, once.
class Shop {
 public:
  using Failed = std::function<void(std::string why)>;

  Shop() = default;
  Shop(const Shop&) = delete;
  Shop& operator=(const Shop&) = delete;
  virtual ~Shop() = default;

  virtual void price_of(std::string what, std::function<void(int)> done, Failed failed) = 0;
  virtual void pay(int amount, std::function<void()> done, Failed failed) = 0;
  virtual void send(std::string what, std::function<void(std::string)> done, Failed failed) = 0;
};

namespace parcel {

template <class T>
Shop::Failed fails(Promise<T>& promise) {
  return [&promise](std::string why) {
    promise.set_exception(std::make_exception_ptr(std::runtime_error(why)));
  };
}

inline Future<int> price_of(Loop& loop, Shop& shop, std::string what) {
  Promise<int> promise(loop);
  Future<int> price = promise.get_future();
  shop.price_of(what, [&promise](int amount) { promise.set_value(amount); }, fails(promise));
  return price;
}

inline Future<void> pay(Loop& loop, Shop& shop, int amount) {
  Promise<void> promise(loop);
  Future<void> paid = promise.get_future();
  shop.pay(amount, [&promise] { promise.set_value(); }, fails(promise));
  return paid;
}

inline Future<std::string> send(Loop& loop, Shop& shop, std::string what) {
  Promise<std::string> promise(loop);
  Future<std::string> sent = promise.get_future();
  shop.send(what, [&promise](std::string number) { promise.set_value(number); }, fails(promise));
  return sent;
}

}  // namespace parcel

inline Future<std::string> order(Loop& loop, Shop& shop, std::string what) {
  return parcel::price_of(loop, shop, what)
      .then([&loop, &shop](int price) { return parcel::pay(loop, shop, price); })
      .then([&loop, &shop, what] { return parcel::send(loop, shop, what); });
}

}  // namespace unroll
