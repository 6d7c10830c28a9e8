#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "tree.hpp"

namespace unroll::rules {

/// A block of code in a text, and the comment that stands before it and says where it comes from.
struct Fence {
  std::size_t line = 0;
  std::string language;
  std::string source;  ///< of `<!-- quote a.hpp -->`: "quote a.hpp"
  Lines content;
};

struct Link {
  std::size_t line = 0;
  std::string text;
  std::string to;
  bool picture = false;
};

struct Heading {
  std::size_t line = 0;
  std::size_t level = 0;
  std::string text;
};

/// As much of a Markdown file as the rules ask for.
struct Markdown {
  std::vector<Fence> fences;
  std::vector<Link> links;
  std::vector<Heading> headings;
  Lines prose;  ///< the file with its blocks of code emptied; line numbers are kept
};

Markdown parse_markdown(const Lines& lines);

/// The `#anchor` that the usual viewers give a heading.
std::string anchor_of(std::string_view heading);

}  // namespace unroll::rules
