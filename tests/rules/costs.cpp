#include <algorithm>
#include <string>
#include <string_view>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

/// Some file whose name begins and ends so has a line with `text` in it.
bool stands_in(const Tree& tree, std::string_view begin, std::string_view end, const std::string& text) {
  return std::any_of(tree.files().begin(), tree.files().end(), [&](const std::string& file) {
    if (!file.starts_with(begin) || !file.ends_with(end)) return false;
    const Lines lines = tree.read(file);
    return std::any_of(lines.begin(), lines.end(),
                       [&](const std::string& line) { return line.find(text) != std::string::npos; });
  });
}

/// Figures are those of one run on one machine; but each operation is one that `./unroll bench` measures.
void check_measured(const Tree& tree, const std::string& path, const Fence& fence, Findings& findings) {
  for (std::size_t i = 0; i != fence.content.size(); ++i) {
    const std::string& line = fence.content[i];
    if (line.empty() || line.starts_with(' ')) continue;
    if (!stands_in(tree, "", "bench.cpp", '"' + line + '/'))
      findings.push_back({path, fence.line + i + 1, "no benchmark measures: " + line});
  }
}

/// What is named at the beginning of a line, before its figures.
std::string named_in(const std::string& line) {
  const std::string_view text = trim(line);
  std::string name(text.substr(0, text.find("  ")));
  if (name.find(", one of ") != std::string::npos) name.resize(name.find_last_not_of("0123456789") + 1);
  return name;
}

/// The loads and servers of the echo bench, its columns, and as wide as it prints them. The first line says
/// which columns.
void check_echo(const Tree& tree, const std::string& path, const Fence& fence, Findings& findings) {
  for (std::size_t i = 0; i != fence.content.size(); ++i) {
    const std::string& line = fence.content[i];
    const std::string name = i == 0 ? line : named_in(line);
    if (!stands_in(tree, "tests/bench/echo/", ".cpp", name))
      findings.push_back({path, fence.line + i + 1, "the echo bench prints no such line: " + name});
    else if (line.find(" x ") != std::string::npos && line.find(" to ") == std::string::npos &&
             line.size() != fence.content[0].size() + 2)
      findings.push_back({path, fence.line + i + 1, "the echo bench has other columns than: " + line});
  }
}

/// Each row of a table of allocations is read by a test that counts them, and expects the number that stands
/// there.
void check_allocations(const Tree& tree, const std::string& path, Findings& findings) {
  const Lines lines = tree.read(path);
  const auto head = std::find(lines.begin(), lines.end(), "| operation | allocations |");
  for (auto row = head; row != lines.end() && row->starts_with("|"); ++row) {
    const std::string operation = row->substr(2, row->find(" |", 2) - 2);
    if (row == head || row->starts_with("|-")) continue;
    if (!stands_in(tree, "tests/bench/allocations", "_test.cpp", '"' + operation + '"'))
      findings.push_back({path, static_cast<std::size_t>(row - lines.begin()) + 1,
                          "no test counts the allocations of: " + operation});
  }
}

}  // namespace

/// What a text says of costs is counted or measured by a test or a bench that is there.
Findings costs(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    for (const Fence& fence : parse_markdown(tree.read(path)).fences) {
      if (fence.source == "measured") check_measured(tree, path, fence, findings);
      if (fence.source == "measured by unroll_echo_bench") check_echo(tree, path, fence, findings);
    }
    check_allocations(tree, path, findings);
  }
  return findings;
}

}  // namespace unroll::rules
