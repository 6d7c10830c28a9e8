#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "15_unroll/refused.hpp"

namespace unroll::course {

/// The words behind the command; options are taken out by who knows them, and none may be left. Errors:
/// Refused.
class Arguments {
 public:
  explicit Arguments(std::vector<std::string> words) : words_(std::move(words)) {}

  bool any() const { return !words_.empty(); }

  bool option(const std::string& name) {
    const auto found = std::find(words_.begin(), words_.end(), name);
    if (found == words_.end()) return false;
    words_.erase(found);
    return true;
  }

  std::string value(const std::string& name, const std::string& unless) {
    const auto found = std::find(words_.begin(), words_.end(), name);
    if (found == words_.end()) return unless;
    if (found + 1 == words_.end()) throw Refused(name + " takes a value");
    std::string value = *(found + 1);
    if (value.starts_with("-")) throw Refused(name + " takes a value, and " + value + " is an option");
    words_.erase(found, found + 2);
    return value;
  }

  /// What is left, at most so many.
  const std::vector<std::string>& names(std::size_t at_most) const {
    for (const std::string& word : words_) {
      if (word.starts_with("-"))
        throw Refused("there is no option " + word + " here. ./unroll --help lists them");
    }
    if (words_.size() > at_most)
      throw Refused("'" + words_[at_most] + "' is too much here. ./unroll --help says what is taken");
    return words_;
  }

 private:
  std::vector<std::string> words_;
};

/// Errors: Refused, with that name.
inline std::size_t number(const std::string& text, const std::string& name) {
  const bool digits = !text.empty() && text.size() < 6 &&
                      std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || std::stoul(text) == 0)
    throw Refused(name + " is a number from 1 on, and this is none: " + text);
  return std::stoul(text);
}

}  // namespace unroll::course
