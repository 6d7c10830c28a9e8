#include <algorithm>
#include <cctype>
#include <filesystem>
#include <optional>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

/// `stream.cpp:122`, and what stands before it in its line.
struct Place {
  std::string file;
  std::size_t line = 0;
  std::string_view before;
};

bool in_a_path(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '/' || c == '.';
}

std::optional<Place> place_at(std::string_view text, std::size_t colon) {
  std::size_t begin = colon;
  while (begin != 0 && in_a_path(text[begin - 1])) --begin;
  const std::string_view file = text.substr(begin, colon - begin);
  if (!file.ends_with(".cpp") && !file.ends_with(".hpp")) return std::nullopt;
  Place place{std::string(file), 0, text.substr(0, begin)};
  for (std::size_t i = colon + 1; i < text.size() && std::isdigit(static_cast<unsigned char>(text[i])) != 0;
       ++i)
    place.line = 10 * place.line + static_cast<std::size_t>(text[i] - '0');
  return place.line == 0 ? std::nullopt : std::optional(place);
}

/// The file beside the text; else whatever has this name, or this end of a path. None: not one of ours.
std::vector<std::string> meant(const Tree& tree, const std::string& text, const std::string& file) {
  const auto beside = std::filesystem::path(text).parent_path() / file;
  if (tree.has_file(beside.generic_string())) return {beside.generic_string()};
  std::vector<std::string> all;
  for (const std::string& path : tree.files()) {
    const bool in_the_course = path.starts_with("chapters/") || path.starts_with("docs/");
    if (in_the_course && (path == file || path.ends_with("/" + file))) all.push_back(path);
  }
  return all;
}

/// Where a coroutine waits there is an await. Otherwise there is code; only a coroutine that was just
/// suspended at its end or beginning is at a brace.
bool may_be(const Lines& lines, const Place& place) {
  if (place.line > lines.size()) return false;
  const std::string_view line = trim(lines[place.line - 1]);
  if (place.before.ends_with("waits at ")) return line.find("co_await") != std::string_view::npos;
  if (place.before.ends_with("last seen at ")) return !line.empty();
  return std::any_of(line.begin(), line.end(), [](char c) { return c != '{' && c != '}' && c != ';'; });
}

void check_line(const Tree& tree, const std::string& path, std::size_t number, const std::string& text,
                Findings& findings) {
  for (std::size_t colon = text.find(':'); colon != std::string::npos; colon = text.find(':', colon + 1)) {
    const std::optional<Place> place = place_at(text, colon);
    if (!place) continue;
    const std::vector<std::string> files = meant(tree, path, place->file);
    const auto fits = [&](const std::string& file) { return may_be(tree.read(file), *place); };
    if (!files.empty() && std::none_of(files.begin(), files.end(), fits))
      findings.push_back(
          {path, number,
           "names a line where that cannot be: " + place->file + ":" + std::to_string(place->line)});
  }
}

}  // namespace

/// What was recorded by hand is not made again with the tests. But a line of a source that it names must be
/// one where that can be.
Findings places(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    for (const Fence& fence : parse_markdown(tree.read(path)).fences) {
      if (fence.language != "console") continue;
      for (std::size_t i = 0; i != fence.content.size(); ++i)
        check_line(tree, path, fence.line + i + 1, fence.content[i], findings);
    }
  }
  return findings;
}

}  // namespace unroll::rules
