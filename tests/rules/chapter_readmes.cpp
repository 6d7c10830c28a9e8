#include <algorithm>
#include <array>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

constexpr std::array sections{"The question", "Predict first",  "Invariants", "The code",
                              "The run",      "What it costs",  "Its trap",   "What others call it",
                              "Exercises",    "Five questions", "Sources"};
constexpr std::array others{"asyncio", "Node", "Tokio", "Asio", "Trio"};
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

/// The exercises of the chapter whose README this is; none if it has no manifest.
Lines exercises_of(const Tree& tree, const std::string& path) {
  const std::string chapter = path.substr(9, path.find('/', 9) - 9);
  const std::string manifest = "exercises/" + chapter + "/chapter.toml";
  Lines names;
  if (!tree.has_file(manifest)) return names;
  constexpr std::string_view key = "name = \"";
  for (const std::string& line : tree.read(manifest)) {
    if (line.starts_with(key)) names.push_back(line.substr(key.size(), line.rfind('"') - key.size()));
  }
  return names;
}

struct Section {
  std::size_t heading = 0;  ///< its line, counted from 1; 0: there is none
  Lines lines;
};

Section section_of(const Lines& lines, const Markdown& markdown, std::string_view name) {
  Section section;
  std::size_t end = lines.size();
  for (const Heading& one : markdown.headings) {
    if (section.heading != 0 && one.level == 2) end = std::min(end, one.line - 1);
    if (one.text == name) section.heading = one.line;
  }
  if (section.heading != 0)
    section.lines.assign(lines.begin() + static_cast<std::ptrdiff_t>(section.heading),
                         lines.begin() + static_cast<std::ptrdiff_t>(end));
  return section;
}

/// Each exercise stands by its name in that section.
void check_names(const std::string& path, const Section& section, const Lines& names, Findings& findings) {
  if (section.heading == 0) return;
  for (const std::string& name : names) {
    const auto names_it = [&](const std::string& line) {
      return line.find("`" + name + "`") != std::string::npos;
    };
    if (std::none_of(section.lines.begin(), section.lines.end(), names_it))
      findings.push_back({path, section.heading, "does not name the exercise " + name});
  }
}

/// Each of the five has a column in a table of that section: "none" is an answer, silence is not.
void check_others(const std::string& path, const Section& section, Findings& findings) {
  if (section.heading == 0) return;
  for (const std::string_view other : others) {
    const auto has_column = [&](const std::string& line) {
      return line.starts_with("| here |") && line.find("| " + std::string(other)) != std::string::npos;
    };
    if (std::none_of(section.lines.begin(), section.lines.end(), has_column))
      findings.push_back({path, section.heading, "does not say what this is in " + std::string(other)});
  }
}

void check(const std::string& path, const Lines& lines, const Lines& exercises, Findings& findings) {
  const Markdown markdown = parse_markdown(lines);
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
    if (section == "Exercises" && exercises.empty()) continue;
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
  check_others(path, section_of(lines, markdown, "What others call it"), findings);
  check_names(path, section_of(lines, markdown, "Exercises"), exercises, findings);
}

}  // namespace

/// The README of a chapter has its sections, in their order, its five questions, names its
/// exercises, and says what others call it.
Findings chapter_readmes(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (is_chapter_readme(path)) check(path, tree.read(path), exercises_of(tree, path), findings);
  }
  return findings;
}

}  // namespace unroll::rules
