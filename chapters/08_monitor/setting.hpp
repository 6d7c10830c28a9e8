#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "08_monitor/figures.hpp"

namespace unroll::monitor {

/// What UNROLL_MONITOR says: `text`, `json` or `live`, and perhaps `:FILE` behind it.
struct Setting {
  /// Lines for people, objects of JSON for programs, or lines that are written anew about twice a second.
  enum class How : std::uint8_t { text, json, live };

  How how = How::text;  ///< what stands before the colon
  std::string file;     ///< empty: stderr

  /// Nothing if it is none of these.
  static std::optional<Setting> parse(std::string_view text);
};

/// `100`, as in UNROLL_MONITOR_SLOW: milliseconds, more than none. Nothing if it is no such number.
std::optional<Micros> parse_milliseconds(std::string_view text);

}  // namespace unroll::monitor
