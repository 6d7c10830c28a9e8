// Wrong: who wants the first answer asks everybody.
// Caught by: Mirrors.AQuickFirstOneIsTheOnlyOneAsked (wrong value)
#pragma once

// The same file lies on several mirrors. Who asks one waits for a slow one for ever; who asks all at once
// wastes the work of all but one. In Python it is done as in mirrors.py, beside this file: read it, run it,
// and write `first_of` for our scopes. They cannot do all that a TaskGroup can, and need not do all that it
// must.
//
// Contract
// - The mirrors are asked in their order. The first is asked at once; the next when the one that was asked
//   last has failed (with a std::system_error, when it is called or later), or has said nothing for
//   `patience`. Those who were asked go on.
// - The first answer is the result, at that moment, whoever gives it. By then all others are gone, and nobody
//   else is asked.
// - NoAnswer is thrown when the last of them has failed; also if there are no mirrors.
// - Any other error is none of the mirror: it is thrown at once, and all others are gone by then.
// - Whoever destroys the task stops all that were asked.

#include <functional>
#include <optional>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "03_futures/any.hpp"
#include "03_futures/several.hpp"
#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"

namespace unroll {

class NoAnswer : public std::runtime_error {
 public:
  NoAnswer() : std::runtime_error("no mirror has answered") {}
};

using Ask = std::function<Task<std::string>(std::string mirror)>;

inline Task<std::string> first_of(Timers& timers, Duration, std::vector<std::string> mirrors, Ask ask) {
  if (mirrors.empty()) throw NoAnswer();
  std::vector<Future<std::string>> asked;
  for (std::string& mirror : mirrors) asked.push_back(start(timers.loop(), ask(mirror)));
  co_return co_await any(timers.loop(), std::move(asked));
}

}  // namespace unroll
