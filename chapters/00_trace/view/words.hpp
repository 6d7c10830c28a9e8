#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unroll::view {

/// "20 ms", "5 s", "290 µs", "the end of time"
std::string time_text(std::int64_t microseconds);

/// "1 step", "2 steps"
std::string count_text(std::size_t number, const std::string& what);

/// Without what a terminal would obey or XML forbids: control characters become `\x1b`, a tab a space.
std::string harmless(std::string_view text);

/// At most so many characters; the end is `…` if something was left out. Never cuts through a character.
std::string shortened(std::string_view text, std::size_t most);

/// How many columns it takes: every byte that begins a character counts one.
std::size_t width(std::string_view text);

/// How many columns stdout has; if it is no terminal, what COLUMNS says, else 80.
std::size_t columns_of_output();

/// Broken at spaces into lines of at most so many columns; a longer word is not broken. All other space is
/// kept.
std::vector<std::string> wrapped(std::string text, std::size_t columns);

/// With spaces up to a width, behind or before it.
std::string padded(std::string text, std::size_t to);
std::string right(std::string text, std::size_t to);

}  // namespace unroll::view
