// Wrong: has nothing stand behind the job that throws.
// Caught by: LoopCheck.RefusesOneThatForgetsWhatStandsBehindAnError (wrong value)
#pragma once

// Somebody hands you a loop. Is it a good one? A test that no broken loop can fail is worth nothing: yours is
// given two good loops, and eleven broken ones, each of which breaks one of these promises.
//
// Contract
// - `what_is_wrong` returns an empty string for a loop that keeps all these promises, else a sentence. It
//   never throws.
//     1. `post` never runs the job here and now.
//     2. Jobs run in the order in which they were posted, and each of them once.
//     3. `run` also runs what a job posts, behind all that was posted before that.
//     4. An exception that a job throws leaves `run`. The next `run` goes on behind that job.
//     5. A job that has run is gone, with all that it captured.
// - `make` makes a new loop, as often as you like.

#include <functional>
#include <memory>
#include <string>

namespace unroll {

/// Anybody's loop.
class AnyLoop {
 public:
  AnyLoop() = default;
  AnyLoop(const AnyLoop&) = delete;
  AnyLoop& operator=(const AnyLoop&) = delete;
  virtual ~AnyLoop() = default;
  virtual void post(std::function<void()> job) = 0;
  virtual void run() = 0;
};

using Make = std::function<std::unique_ptr<AnyLoop>()>;

/// What four jobs write: `a`, who posts `d` and then writes `-`, `b` and `c`.
inline std::string check_order(AnyLoop& loop) {
  std::string seen;
  loop.post([&] {
    seen += "a";
    loop.post([&] { seen += "d"; });
    seen += "-";
  });
  loop.post([&] { seen += "b"; });
  loop.post([&] { seen += "c"; });
  if (!seen.empty()) return "post runs the job here and now";
  loop.run();
  loop.run();
  return seen == "a-bcd" ? "" : "the jobs a, b, c, and d, which a posts, run as: " + seen;
}

inline std::string check_error(AnyLoop& loop) {
  std::string seen;
  bool thrown = false;
  loop.post([] { throw 1; });
  try {
    loop.run();
  } catch (int) {
    thrown = true;
  }
  if (!thrown) return "an error does not leave run";
  if (!seen.empty()) return "run goes on behind an error";
  try {
    loop.run();
  } catch (int) {
    return "a job that threw is run again";
  }
  return "";
}

inline std::string check_captures(AnyLoop& loop) {
  const auto held = std::make_shared<int>(0);
  loop.post([held] {});
  loop.run();
  return held.use_count() == 1 ? "" : "a job that has run is still held";
}

inline std::string what_is_wrong(const Make& make) {
  for (const auto promise : {check_order, check_error, check_captures})
    if (const std::string wrong = promise(*make()); !wrong.empty()) return wrong;
  return "";
}

}  // namespace unroll
