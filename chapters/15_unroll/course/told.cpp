#include "15_unroll/course/told.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "15_unroll/course/verdict.hpp"

namespace unroll::course {
namespace {

/// What a student's program says need not be UTF-8; then only the plain letters are kept.
std::string readable(std::string line) {
  std::replace_if(
      line.begin(), line.end(), [](char c) { return static_cast<unsigned char>(c) >= 0x80; }, '?');
  return line;
}

std::vector<Json> parsed(const std::string& records) {
  std::vector<Json> all;
  std::istringstream lines(records);
  for (std::string line; std::getline(lines, line);) {
    Json record = Json::parse(line, nullptr, false);
    if (record.is_discarded()) record = Json::parse(readable(line), nullptr, false);
    if (record.is_object()) all.push_back(std::move(record));  // the last may be cut off
  }
  return all;
}

bool is_last_word(const std::string& event) {
  constexpr std::array events{"too many jobs",   "too many lines", "too many failures",
                              "too many sleeps", "busy wait",      "no processor time left",
                              "crash",           "uncaught",       "undefined"};
  return std::find(events.begin(), events.end(), event) != events.end();
}

}  // namespace

std::string text(const Json& record, const char* name) {
  const auto found = record.find(name);
  return found != record.end() && found->is_string() ? found->get<std::string>() : "";
}

std::string line_of(const Json& record) {
  const int line = record.value("line", 0);
  return line > 0 ? text(record, "file") + ":" + std::to_string(line) : "";
}

Told told_in(const std::string& records) {
  Told told;
  std::string stalled;
  Json no_memory;
  Json slept;
  for (const Json& record : parsed(records)) {
    const std::string event = text(record, "event");
    if (event == "start") {
      told.running = text(record, "test");
      stalled.clear();
      no_memory = nullptr;
      slept = nullptr;
    } else if (event == "report" && text(record, "kind") == "stalled") {
      stalled = text(record, "text");
    } else if (event == "no memory left" && no_memory.is_null()) {
      no_memory = record;
    } else if (event == "slept" && slept.is_null()) {
      slept = record;
    } else if (event == "failure" && (told.failed.empty() || told.failed.front() == told.running)) {
      told.failures.push_back(record);
      if (told.failed.empty()) told.failed.push_back(told.running);
    } else if (event == "end") {
      const std::string test = text(record, "test");
      told.ended.push_back(test);
      const bool skipped = record.value("skipped", 0) != 0;
      if (skipped) told.skipped.push_back(test);
      if (!skipped && !record.value("passed", 0) && (told.failed.empty() || told.failed.back() != test))
        told.failed.push_back(test);
      if (!told.failed.empty() && told.failed.front() == test) {
        told.stalled = stalled;
        told.no_memory = no_memory;
        told.slept = slept;
        told.failures_in_all = record.value("failures", std::size_t{0});
      }
      told.running.clear();
    } else if (event == "thread") {
      if (told.threads.empty()) told.asked = told.running;
      told.threads.push_back(record);
    } else if (event == "over") {
      told.over = true;
    } else if (event == "ended" && told.exit_called.is_null()) {
      told.exit_called = record;
    } else if (event == "gone") {
      told.gone = true;
    } else if (is_last_word(event) && told.last_word.is_null()) {
      told.last_word = record;
      told.stalled = stalled;
      told.no_memory = no_memory;
    }
  }
  return told;
}

std::vector<std::uint64_t> addresses(const Json& record) {
  std::vector<std::uint64_t> all;
  const auto calls = record.find("calls");
  if (calls == record.end() || !calls->is_array()) return all;
  for (const Json& call : *calls) all.push_back(call.get<std::uint64_t>());
  return all;
}

std::vector<std::uint64_t> addresses_in(const std::string& records) {
  std::vector<std::uint64_t> all;
  for (const Json& record : parsed(records)) {
    for (const std::uint64_t address : addresses(record)) all.push_back(address);
  }
  return all;
}

}  // namespace unroll::course
