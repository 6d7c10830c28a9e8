#pragma once

#include <cstddef>
#include <string_view>

namespace unroll::trace {

/// The name of a function, as people say it: `unroll::Task<int> shop::fetch(int)` is `fetch`.
inline std::string_view short_name(std::string_view function) {
  std::size_t end = 0;  // where the parameters begin: a template argument or a namespace can have a `(` too
  for (int angles = 0; end != function.size(); ++end) {
    angles += (function[end] == '<') - (function[end] == '>');
    if (angles == 0 && function[end] == '(' && !function.substr(end).starts_with("(anonymous")) break;
  }
  const std::string_view before = function.substr(0, end);
  const auto last = before.find_last_of(" :*&");
  return last == std::string_view::npos ? before : before.substr(last + 1);
}

}  // namespace unroll::trace
