#pragma once

#include <cstdio>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "00_trace/recorder.hpp"

namespace unroll {

/// Records what happens while it lives, and gives the file's text. One at a time.
class Recording {
 public:
  explicit Recording(std::uint64_t most = 1'000'000) {
    trace::last_id = 0;
    recorder().emplace(std::fopen(path_.c_str(), "wb"), "a test", ".", most);
    trace::sink = [](const trace::Step& step) { recorder()->step(step); };
  }
  Recording(const Recording&) = delete;
  Recording& operator=(const Recording&) = delete;
  ~Recording() { end(); }

  static void print(const std::string& text) { recorder()->print(text); }

  /// What is in the file now, whether it has ended or not.
  std::string so_far() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  std::string end() {
    trace::sink = nullptr;
    if (recorder()) recorder()->finish();
    recorder().reset();
    return so_far();
  }

 private:
  static std::optional<trace::Recorder>& recorder() {
    static std::optional<trace::Recorder> one;
    return one;
  }

  const std::string path_ = testing::TempDir() + "unroll_recording_" + std::to_string(::getpid()) + ".json";
};

template <class Program>
std::string recording_of(Program program) {
  Recording recording;
  program();
  return recording.end();
}

inline nlohmann::json events_of(const std::string& text) {
  return nlohmann::json::parse(text).at("traceEvents");
}

/// The steps of a recording, without what only serves the viewers.
inline std::vector<nlohmann::json> steps_of(const std::string& text) {
  std::vector<nlohmann::json> steps;
  for (const auto& event : events_of(text)) {
    if (event.contains("args") && event["args"].contains("k")) steps.push_back(event);
  }
  return steps;
}

inline std::string verbs_of(const std::string& text) {
  std::string verbs;
  for (const auto& step : steps_of(text))
    verbs += (verbs.empty() ? "" : " ") + step["args"]["k"].get<std::string>();
  return verbs;
}

}  // namespace unroll
