#include <algorithm>
#include <string>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

bool contains(const Lines& file, const Lines& quoted) {
  if (quoted.empty() || quoted.size() > file.size()) return false;
  for (std::size_t i = 0; i + quoted.size() <= file.size(); ++i) {
    const auto begin = file.begin() + static_cast<std::ptrdiff_t>(i);
    if (dedent(Lines(begin, begin + static_cast<std::ptrdiff_t>(quoted.size()))) == quoted) return true;
  }
  return false;
}

/// Code and output say where they come from; commands and other languages may stand alone.
bool needs_source(const Fence& fence) {
  return fence.language == "cpp" || fence.language == "c++" || fence.language.empty() ||
         fence.language == "text";
}

}  // namespace

/// What a text shows as the code of a file is in that file, word for word and in one piece (its indentation
/// aside). A sketch, code that is nowhere in the tree, says that it is one.
Findings quotations(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    for (const Fence& fence : parse_markdown(tree.read(path)).fences) {
      const std::string_view source = fence.source;
      if (source.starts_with("output ") || source.starts_with("trace ") || source == "sketch" ||
          source.starts_with("measured"))
        continue;
      if (!source.starts_with("quote ")) {
        if (needs_source(fence))
          findings.push_back({path, fence.line, "a block of code that does not say where it comes from"});
        continue;
      }
      const std::string_view file = source.substr(6);
      if (!tree.has_file(file))
        findings.push_back({path, fence.line, "quotes a file that does not exist: " + std::string(file)});
      else if (!contains(tree.read(file), dedent(fence.content)))
        findings.push_back({path, fence.line, "is not a quotation of " + std::string(file)});
    }
  }
  return findings;
}

}  // namespace unroll::rules
