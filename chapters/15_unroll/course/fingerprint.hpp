#pragma once

#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

namespace unroll::course {

/// A number for a text: another text has another one, as good as surely. (FNV-1a.)
inline std::uint64_t hash_of(std::string_view text, std::uint64_t before = 14695981039346656037U) {
  for (const char c : text) before = (before ^ static_cast<unsigned char>(c)) * 1099511628211U;
  return before;
}

/// Tells whether a text is the one that was seen before: its size, and its hash. It stays the same on
/// every machine, so it may stand in a file that is given away. No protection against who wants to deceive
/// it.
inline std::string fingerprint(std::string_view text) {
  char digits[16];
  const auto end = std::to_chars(digits, digits + sizeof digits, hash_of(text), 16).ptr;
  return std::to_string(text.size()) + "-" + std::string(digits, static_cast<std::size_t>(end - digits));
}

}  // namespace unroll::course
