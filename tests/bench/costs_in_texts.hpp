#pragma once

#include <cstddef>
#include <fstream>
#include <stdexcept>
#include <string>

namespace unroll {

/// What the table of allocations in a chapter's text says of an operation.
inline std::string cell(const std::string& chapter, const std::string& operation) {
  std::ifstream text(CHAPTERS + chapter + "/README.md");
  const std::string begin = "| " + operation + " | ";
  for (std::string line; std::getline(text, line);) {
    if (line.starts_with(begin)) return line.substr(begin.size(), line.rfind(" |") - begin.size());
  }
  throw std::runtime_error(chapter + " has no row: " + operation);
}

/// The first number there; "none" is 0. So the tests expect what the text says.
inline std::size_t said(const std::string& chapter, const std::string& operation) {
  const std::string text = cell(chapter, operation);
  if (text.starts_with("none")) return 0;
  const auto number = text.find_first_of("0123456789");
  if (number == std::string::npos)
    throw std::runtime_error(chapter + ": " + operation + ": no number: " + text);
  return std::stoul(text.substr(number));
}

}  // namespace unroll
