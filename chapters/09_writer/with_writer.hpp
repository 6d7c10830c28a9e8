#pragma once

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
/// file is closed. Ownership: keeps `function` until its task has ended. Lifetime: `home` outlives the task;
/// destroyed, it asks the writer to stop and does not wait. Threads: of `home`. Errors: of
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
  Result<void> stopped = co_await outcome_of<void>(stop);
  if (stopped.failed() && result.failed()) {
    report_lost(home.loop(), stopped.error());
  } else {
    stopped.take();
  }
  co_return result.take();
}

}  // namespace unroll
