#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace unroll::course {

/// A word, a number, a text or a sign of a C++ source. Comments and lines that begin with # are none.
struct Token {
  enum class Kind : std::uint8_t { word, number, text, sign };
  Kind kind;
  std::string text;
  std::size_t at;    ///< where it begins in the source
  std::size_t line;  ///< from 1 on

  std::size_t end() const { return at + text.size(); }
  bool is(const char* what) const { return kind != Kind::text && text == what; }
};

std::vector<Token> tokens_of(const std::string& source);

}  // namespace unroll::course
