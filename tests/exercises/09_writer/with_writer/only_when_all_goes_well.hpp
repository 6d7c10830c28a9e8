// Wrong: it is stopped behind the task, so not when that fails.
// Caught by: WithWriter.BringsTheErrorWhenAllIsWritten (wrong value)
#pragma once

// A writer must be stopped and waited for, or nobody knows whether the last line is in the file. A destructor
// cannot wait, and an await cannot stand in a `catch`. So this does it, once for everybody.
//
// Contract
// - `with_writer` opens a writer, awaits the task that `function(writer)` makes, and stops the writer: also
//   when the task fails, and when `function` itself throws.
// - It brings what the task returned or threw when the writer has stopped, and not before.
// - An error of opening is brought, and `function` is not called. An error of stopping is brought if the task
//   has none; if it has one, the loop is told of that of stopping (`report_lost`).
// - It keeps `function` until its task has ended.

#include <string>
#include <type_traits>
#include <utility>

#include "09_writer/writer.hpp"

namespace unroll {

/// What a task comes to, with an error in the result and not thrown: where an await cannot stand in a
/// `catch`.
template <class T, class F>
Task<Result<T>> outcome_of(F& make_task) {
  try {
    if constexpr (std::is_void_v<T>) {
      co_await make_task();
      co_return Nothing{};
    } else {
      co_return co_await make_task();
    }
  } catch (...) {
    co_return std::current_exception();
  }
}

/// Opens a writer, runs the task that `function(writer)` makes, and stops the writer, also when the task
/// fails: a destructor could only ask for it, and not wait. Brings what the task returns or throws, when the
/// file is closed. Ownership: keeps `function` until its task has ended. Threads: of `home`. Errors: of
/// opening, then nothing is called; the task's; that of stopping if the task has none, else the loop is told
/// of it.
template <class F>
Task<typename std::invoke_result_t<F&, Writer&>::value_type> with_writer(Mailbox& home, std::string path,
                                                                         F function) {
  using T = typename std::invoke_result_t<F&, Writer&>::value_type;
  Writer writer = co_await Writer::open(home, std::move(path));
  const auto body = [&] { return function(writer); };
  const auto stop = [&] { return writer.stop(); };
  Result<T> result = co_await outcome_of<T>(body);
  if (result.failed()) result.take();
  Result<void> stopped = co_await outcome_of<void>(stop);
  if (stopped.failed() && result.failed()) {
    report_lost(home.loop(), stopped.error());
  } else {
    stopped.take();
  }
  co_return result.take();
}

}  // namespace unroll
