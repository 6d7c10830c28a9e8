#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "00_trace/json.hpp"

namespace unroll::trace {

/// One event of the Chrome Trace Event Format, written while it lives at the end of `out`. Members come in
/// the order of the calls; what is 0 or empty is left out.
class Event {
 public:
  /// It happened at the microsecond `when` and so many millionths of one.
  Event(std::string& out, char phase, std::string_view name, std::int64_t when, std::uint64_t millionths,
        int thread)
      : out_(out) {
    ((out_ += "{\"ph\":\"") += phase) += '"';
    if (!name.empty()) append_quoted(out_ += ",\"name\":", name);
    out_ += ",\"pid\":1,\"tid\":" + std::to_string(thread) + ",\"ts\":" + std::to_string(when);
    if (millionths != 0)
      out_ += '.' + std::to_string(1'000'000 + std::min<std::uint64_t>(millionths, 999'999)).substr(1);
  }
  Event(const Event&) = delete;
  Event& operator=(const Event&) = delete;
  ~Event() { out_ += in_args_ ? "}}" : "}"; }

  /// A member beside `args`, so it comes before the first `arg`; also if it is empty. `key` is written as it
  /// is.
  Event& member(std::string_view key, std::string_view value) {
    append_quoted((((out_ += ",\"") += key) += "\":"), value);
    return *this;
  }

  /// The same with a number, also if it is 0.
  Event& member(std::string_view key, std::uint64_t value) {
    (((out_ += ",\"") += key) += "\":") += std::to_string(value);
    return *this;
  }

  /// From here on everything is a member of `args`.
  Event& arg(std::string_view key, std::string_view value) {
    if (!value.empty()) append_quoted(open(key), value);
    return *this;
  }

  /// The same with a number; 0 is left out, as an empty string is.
  Event& arg(std::string_view key, std::uint64_t value) {
    if (value != 0) open(key) += std::to_string(value);
    return *this;
  }

  /// The same with a number that may be negative and is never left out: 0 is a time too.
  Event& arg_time(std::string_view key, std::int64_t value) {
    open(key) += std::to_string(value);
    return *this;
  }

  /// The same with an array of two numbers, never left out.
  Event& arg_pair(std::string_view key, std::uint64_t first, std::uint64_t second) {
    open(key) += '[' + std::to_string(first) + ',' + std::to_string(second) + ']';
    return *this;
  }

 private:
  std::string& open(std::string_view key) {
    out_ += in_args_ ? ",\"" : ",\"args\":{\"";
    in_args_ = true;
    return (out_ += key) += "\":";
  }

  std::string& out_;
  bool in_args_ = false;
};

}  // namespace unroll::trace
