#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "03_futures/any.hpp"
#include "04_coroutines/start.hpp"

namespace unroll {

/// Starts all of them; the first to end decides, by its value or by its error. The others are cancelled and
/// gone before anybody sees the result. Destroying the future cancels all. What a loser has brought in the
/// same turn is dropped: race nothing that takes a value from somewhere (`Channel::receive`), unless it may
/// be lost. Errors: std::invalid_argument if there is nothing to wait for.
template <class T>
Future<T> race(Loop& loop, std::vector<Task<T>> tasks,
               std::source_location at = std::source_location::current()) {
  std::vector<Future<T>> started;
  started.reserve(tasks.size());
  for (Task<T>& task : tasks) started.push_back(start(loop, std::move(task), "race", at));
  return Future<T>(std::make_shared<FirstOf<T>>(loop, std::move(started), First::end, Site(at)));
}

}  // namespace unroll
