#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace unroll::trace {

/// How many bytes of `text` make its first character in UTF-8; 0 if they make none. (Overlong forms,
/// surrogates and what lies beyond Unicode make none.)
inline std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned first = byte(0);
  if (first < 0x80) return 1;
  const std::size_t length = first < 0xC2 ? 0 : first < 0xE0 ? 2 : first < 0xF0 ? 3 : first < 0xF5 ? 4 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i != length; ++i) {
    if ((byte(i) & 0xC0) != 0x80) return 0;
  }
  const unsigned second = byte(1);
  const bool wrong = (first == 0xE0 && second < 0xA0) || (first == 0xED && second > 0x9F) ||
                     (first == 0xF0 && second < 0x90) || (first == 0xF4 && second > 0x8F);
  return wrong ? 0 : length;
}

/// Appends `text` as a JSON string. What is not UTF-8 becomes U+FFFD, for a program may print anything.
inline void append_quoted(std::string& to, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  to += '"';
  while (!text.empty()) {
    const std::size_t length = character_length(text);
    const char c = text.front();
    if (length == 0) {
      to += "\xEF\xBF\xBD";
    } else if (c == '"' || c == '\\') {
      (to += '\\') += c;
    } else if (c == '\n') {
      to += "\\n";
    } else if (length == 1 && (static_cast<unsigned char>(c) < 0x20 || c == 0x7F)) {
      ((to += "\\u00") += digits[static_cast<unsigned char>(c) >> 4]) += digits[c & 0xF];
    } else {
      to += text.substr(0, length);
    }
    text.remove_prefix(length == 0 ? 1 : length);
  }
  to += '"';
}

}  // namespace unroll::trace
