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

  /// Nothing if it is none of these, or a colon has nothing behind it. Whether the file can be opened is not
  /// asked. Errors: none but std::bad_alloc.
  static std::optional<Setting> parse(std::string_view text);
};

/// `100`, as in UNROLL_MONITOR_SLOW: milliseconds, from 1 to 1,000,000,000. Nothing if it is no such
/// number, or if anything stands before or behind it.
std::optional<Micros> parse_milliseconds(std::string_view text);

}  // namespace unroll::monitor
