#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>

#include "rule.hpp"

namespace unroll::rules {
namespace {

constexpr std::array standard_headers{"algorithm",
                                      "any",
                                      "array",
                                      "atomic",
                                      "barrier",
                                      "bit",
                                      "bitset",
                                      "cassert",
                                      "cctype",
                                      "cerrno",
                                      "cfenv",
                                      "cfloat",
                                      "charconv",
                                      "chrono",
                                      "cinttypes",
                                      "climits",
                                      "clocale",
                                      "cmath",
                                      "compare",
                                      "complex",
                                      "concepts",
                                      "condition_variable",
                                      "coroutine",
                                      "csetjmp",
                                      "csignal",
                                      "cstdarg",
                                      "cstddef",
                                      "cstdint",
                                      "cstdio",
                                      "cstdlib",
                                      "cstring",
                                      "ctime",
                                      "cuchar",
                                      "cwchar",
                                      "cwctype",
                                      "deque",
                                      "exception",
                                      "execution",
                                      "filesystem",
                                      "format",
                                      "forward_list",
                                      "fstream",
                                      "functional",
                                      "future",
                                      "initializer_list",
                                      "iomanip",
                                      "ios",
                                      "iosfwd",
                                      "iostream",
                                      "istream",
                                      "iterator",
                                      "latch",
                                      "limits",
                                      "list",
                                      "locale",
                                      "map",
                                      "memory",
                                      "memory_resource",
                                      "mutex",
                                      "new",
                                      "numbers",
                                      "numeric",
                                      "optional",
                                      "ostream",
                                      "queue",
                                      "random",
                                      "ranges",
                                      "ratio",
                                      "regex",
                                      "scoped_allocator",
                                      "semaphore",
                                      "set",
                                      "shared_mutex",
                                      "source_location",
                                      "span",
                                      "sstream",
                                      "stack",
                                      "stdexcept",
                                      "stop_token",
                                      "streambuf",
                                      "string",
                                      "string_view",
                                      "syncstream",
                                      "system_error",
                                      "thread",
                                      "tuple",
                                      "type_traits",
                                      "typeindex",
                                      "typeinfo",
                                      "unordered_map",
                                      "unordered_set",
                                      "utility",
                                      "valarray",
                                      "variant",
                                      "vector",
                                      "version"};

/// `02_callbacks/timers.hpp` is 2; nothing for what is in no chapter.
std::optional<int> chapter_of(std::string_view path) {
  if (path.size() < 3 || std::isdigit(static_cast<unsigned char>(path[0])) == 0 || path[2] != '_') return {};
  int number = 0;
  const auto [end, error] = std::from_chars(path.data(), path.data() + 2, number);
  return error == std::errc() && end == path.data() + 2 ? std::optional(number) : std::nullopt;
}

/// A benchmark measures against others, so it may name them. The reader of recorded runs is a tool beside the
/// chapter, not its core.
bool may_include_others(std::string_view path) {
  return path.ends_with("/bench.cpp") || path.starts_with("chapters/00_trace/view/");
}

constexpr const char* allowed_path = "tests/rules/layers_allowed.txt";

/// One line an exception: path, header, reason.
std::set<std::pair<std::string, std::string>> read_allowed(const Tree& tree) {
  std::set<std::pair<std::string, std::string>> allowed;
  if (!tree.has_file(allowed_path)) return allowed;
  for (const std::string& line : tree.read(allowed_path)) {
    std::istringstream words(line);
    std::string path, header, reason;
    if (words >> path >> header >> reason && path[0] != '#') allowed.emplace(path, header);
  }
  return allowed;
}

/// `a.hpp` of a line that includes it; else nothing.
std::string_view included(std::string_view line) {
  const std::string_view text = trim(line);
  if (!text.starts_with("#include")) return {};
  const std::string_view name = trim(text.substr(8));
  return name.substr(1, name.find_last_of("\">") - 1);
}

std::string wrong_with_include(std::string_view line, int chapter, bool others) {
  const std::string_view file = included(line);
  if (file.empty()) return {};
  if (line.find('<') != std::string_view::npos) {
    const bool standard =
        std::find(standard_headers.begin(), standard_headers.end(), file) != standard_headers.end();
    if (chapter > 5 || others || standard) return {};
    return "chapters 00 to 05 use the standard library only, and this is not in it: " + std::string(file);
  }
  const std::optional<int> below = chapter_of(file);
  if (!below) return others ? "" : "an include line carries its chapter: " + std::string(file);
  return *below <= chapter ? "" : "includes go down the ladder, and this goes up: " + std::string(file);
}

/// `unroll_chapter(03_futures ON 02_callbacks …`
std::string wrong_with_link(std::string_view line, int chapter) {
  constexpr std::string_view call = "unroll_chapter(";
  if (!line.starts_with(call)) return {};
  const auto on = line.find(" ON ");
  if (chapter == 0) return on == std::string_view::npos ? "" : "chapter 00 stands on nothing";
  const std::optional<int> below =
      on == std::string_view::npos ? std::nullopt : chapter_of(line.substr(on + 4));
  return below == chapter - 1 ? "" : "a chapter links the one below it, and only that";
}

}  // namespace

/// The ladder can be seen in the sources: a chapter knows the chapters below it and the standard library.
Findings layers(const Tree& tree) {
  Findings findings;
  const auto allowed = read_allowed(tree);
  for (const std::string& path : tree.files()) {
    if (!path.starts_with("chapters/")) continue;
    const std::optional<int> chapter = chapter_of(std::string_view(path).substr(9));
    if (!chapter) continue;
    const bool source = path.ends_with(".hpp") || path.ends_with(".cpp");
    const Lines lines = source || path.ends_with("CMakeLists.txt") ? tree.read(path) : Lines{};
    for (std::size_t i = 0; i != lines.size(); ++i) {
      const std::string wrong = source ? wrong_with_include(lines[i], *chapter, may_include_others(path))
                                       : wrong_with_link(lines[i], *chapter);
      const bool excused = allowed.contains({path, std::string(included(lines[i]))});
      if (!wrong.empty() && !excused) findings.push_back({path, i + 1, wrong});
    }
  }
  return findings;
}

}  // namespace unroll::rules
