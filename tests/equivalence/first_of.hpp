#pragma once

#include <exception>
#include <utility>
#include <vector>

#include "03_futures/any.hpp"
#include "03_futures/sleep_for.hpp"
#include "world.hpp"

namespace unroll::equivalence {

/// The forms that cancel, built from nothing but `then`, `any` and destroying. The next rung but one has
/// words for them.

inline Future<void> ready(Loop& loop) {
  Promise<void> promise(loop);
  promise.set_value();
  return promise.get_future();
}

/// The first end is the first success of futures that always succeed: by saying what it came to.
inline Future<void> first_end(Loop& loop, std::vector<Future<void>> branches) {
  std::vector<Future<Result<void>>> ends;
  ends.reserve(branches.size());
  for (auto& branch : branches)
    ends.push_back(std::move(branch).then([](Future<void> ended) { return ended.take(); }));
  return any(loop, std::move(ends)).then([](Result<void> end) { end.take(); });
}

/// The first failure is the first success of futures turned around; if none fails, all of those do.
inline Future<void> all_or_first_failure(Loop& loop, std::vector<Future<void>> branches) {
  if (branches.empty()) return ready(loop);
  struct Fine : std::exception {};
  std::vector<Future<Result<void>>> failures;
  failures.reserve(branches.size());
  for (auto& branch : branches) {
    failures.push_back(std::move(branch).then([](Future<void> ended) {
      Result<void> result = ended.take();
      if (!result.failed()) throw Fine();
      return result;
    }));
  }
  return any(loop, std::move(failures)).then([](Future<Result<void>> failure) {
    Result<Result<void>> first = failure.take();
    if (!first.failed()) first.take().take();
  });
}

/// A race against a sleep that fails.
inline Future<void> in_time(Timers& timers, Duration limit, Future<void> body) {
  std::vector<Future<void>> branches;
  branches.push_back(std::move(body));
  branches.push_back(sleep_for(timers, limit).then([] { throw Failed("timeout"); }));
  return first_end(timers.loop(), std::move(branches));
}

}  // namespace unroll::equivalence
