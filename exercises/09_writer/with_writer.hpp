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
#include "todo.hpp"

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

template <class F>
Task<typename std::invoke_result_t<F&, Writer&>::value_type> with_writer(Mailbox&, std::string, F) {
  todo("open, call, stop; then bring what came of it");
}

}  // namespace unroll
