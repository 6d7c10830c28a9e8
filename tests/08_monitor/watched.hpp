#pragma once

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <vector>

#include "02_callbacks/timers.hpp"
#include "08_monitor/monitor.hpp"

namespace unroll::monitor {

using namespace std::chrono_literals;

/// A loop with a clock that jumps, and its monitor.
struct Watched {
  explicit Watched(Limits limits = {})
      : monitor([this](const Report& one) { reports.push_back(one); }, limits) {
    loop.on_report([this](const std::string& what) { loop_said += what; });
  }

  std::vector<Report> reports;
  std::string loop_said;
  Monitor monitor;
  Loop loop;
  FakeClock clock;
  Timers timers{loop, clock};

  /// A job that takes so long.
  Job takes(Duration time) {
    return Job([this, time] { clock.advance(time); });
  }

  std::size_t count(Report::Kind kind) const {
    return static_cast<std::size_t>(
        std::count_if(reports.begin(), reports.end(), [&](const Report& one) { return one.kind == kind; }));
  }
  /// All that was reported, for a test that has failed.
  std::string told() const {
    std::string text;
    for (const Report& one : reports)
      text += std::string(Report::words[static_cast<std::size_t>(one.kind)]) + ": " + one.text + "\n";
    return text;
  }
  std::string dump(Form form = Form::text) {
    std::string text;
    {
      Output out([](void* to, const char* piece,
                    std::size_t size) { static_cast<std::string*>(to)->append(piece, size); },
                 &text);
      EXPECT_TRUE(monitor.dump(out, form));
    }
    return text;
  }
};

/// `file:line`, so many lines above; below, if it is negative.
inline std::string above(int lines, std::source_location at = std::source_location::current()) {
  const std::string path = at.file_name();
  return path.substr(path.rfind('/') + 1) + ":" + std::to_string(static_cast<int>(at.line()) - lines);
}

}  // namespace unroll::monitor
