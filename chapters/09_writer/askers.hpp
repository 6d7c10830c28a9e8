#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "03_futures/future.hpp"

namespace unroll {

/// Those who asked for an end and wait for it. An error is for the first who still does. Nobody else will
/// ever hear of it: so it is reported if there is none, and also if he is cancelled before he has seen it.
/// Threads: the loop's.
class Askers {
 public:
  Askers() = default;
  Askers(const Askers&) = delete;
  Askers& operator=(const Askers&) = delete;
  /// Those who still wait end with BrokenPromise.
  ~Askers() {
    for (const auto& one : all_) {
      if (const auto asker = one.lock()) asker->break_promise();
    }
  }

  /// Ready when `tell` is called.
  Future<void> ask(Loop& loop, Site site) {
    auto asker = std::make_shared<Asker>(loop, site);
    all_.push_back(asker);
    return Future<void>(std::move(asker));
  }

  /// This is how it ended. Once.
  void tell(const Loop& loop, Result<void> result) {
    for (const auto& one : std::exchange(all_, {})) {
      const auto asker = one.lock();
      if (asker != nullptr && asker->waits) asker->resolve(std::exchange(result, Nothing{}));
    }
    if (result.failed()) report_lost(loop, result.error());
  }

 private:
  /// Cancelled, it says no error on the spot, for nothing of the user's runs there: it does as it dies.
  struct Asker final : State<void> {
    using State<void>::State;
    void give_up() override {
      waits = false;
      Cell::give_up();
    }
    bool waits = true;
  };

  std::vector<std::weak_ptr<Asker>> all_;
};

}  // namespace unroll
