// Wrong: every std::runtime_error is a failure of the mirror.
// Caught by: Mirrors.NoOtherErrorIsAFailureOfTheMirror (wrong value)
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

/// Whom to ask, where the first answer is put, and whom it stops.
struct Search {
  Search(Loop& loop, Ask how) : ask(std::move(how)), attempts(loop) {}
  Ask ask;
  std::optional<std::string> answer{};
  Scope attempts;
};

inline Task<> attempt(Search& search, std::string mirror, Promise<void> failed) {
  try {
    search.answer = co_await search.ask(std::move(mirror));
    search.attempts.cancel();
  } catch (const std::runtime_error&) {
    failed.set_value();
  }
}

inline Task<> ask_all(Timers& timers, Duration patience, std::vector<std::string> mirrors, Search& search) {
  for (std::string& mirror : mirrors) {
    Promise<void> failed(timers.loop());
    Several next{failed.get_future(), sleep_for(timers, patience)};
    search.attempts.spawn(attempt(search, mirror, std::move(failed)), mirror);
    co_await any(timers.loop(), std::move(next));
  }
}

inline Task<std::string> first_of(Timers& timers, Duration patience, std::vector<std::string> mirrors,
                                  Ask ask) {
  Search search(timers.loop(), std::move(ask));
  search.attempts.spawn(ask_all(timers, patience, std::move(mirrors), search), "who is next");
  co_await search.attempts.join();
  if (!search.answer) throw NoAnswer();
  co_return *search.answer;
}

}  // namespace unroll
