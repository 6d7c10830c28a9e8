#include <algorithm>
#include <array>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

constexpr std::array sections{"The question",   "Predict first", "Invariants", "The code",
                              "The run",        "What it costs", "Its trap",   "What others call it",
                              "Five questions", "Sources"};
constexpr std::array openings{"**Adds one idea:**", "**Builds on:**", "**After it you can:**"};

bool is_chapter_readme(std::string_view path) {
  return path.starts_with("chapters/") && path.ends_with("/README.md");
}

/// From the line `from` on, counted from 0.
std::size_t count_lines_with(const Lines& prose, std::size_t from, std::string_view word) {
  return static_cast<std::size_t>(
      std::count_if(prose.begin() + static_cast<std::ptrdiff_t>(from), prose.end(),
                    [&](const std::string& line) { return line.find(word) != std::string::npos; }));
}

void check(const std::string& path, const Markdown& markdown, Findings& findings) {
  std::size_t from = 0;
  for (const std::string_view opening : openings) {
    const auto found =
        std::find_if(markdown.prose.begin() + static_cast<std::ptrdiff_t>(from), markdown.prose.end(),
                     [&](const std::string& line) { return line.starts_with(opening); });
    if (found == markdown.prose.end())
      findings.push_back({path, 0, "has no line, or not in order: " + std::string(opening)});
    else
      from = static_cast<std::size_t>(found - markdown.prose.begin()) + 1;
  }
  auto heading = markdown.headings.begin();
  for (const std::string_view section : sections) {
    const auto found = std::find_if(heading, markdown.headings.end(),
                                    [&](const Heading& one) { return one.text == section; });
    if (found == markdown.headings.end())
      findings.push_back({path, 0, "has no section, or not in order: " + std::string(section)});
    else
      heading = found + 1;
  }
  std::size_t questions = markdown.prose.size();
  for (const Heading& one : markdown.headings) {
    if (one.text == "Five questions") questions = one.line;
  }
  if (count_lines_with(markdown.prose, questions, "<details>") != 5 ||
      count_lines_with(markdown.prose, questions, "<summary>") != 5)
    findings.push_back({path, 0, "has not five questions with a folded answer each"});
}

}  // namespace

/// The README of a chapter has its sections, in their order, and its five questions.
Findings chapter_readmes(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (is_chapter_readme(path)) check(path, parse_markdown(tree.read(path)), findings);
  }
  return findings;
}

}  // namespace unroll::rules
