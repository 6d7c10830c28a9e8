#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <optional>
#include <sstream>
#include <stdexcept>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

/// What the command writes, to either stream.
Lines output_of(const std::string& command) {
  const auto close = [](std::FILE* file) { pclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(popen((command + " 2>&1").c_str(), "r"), close);
  if (pipe == nullptr) throw std::runtime_error("cannot run " + command);
  std::string text;
  std::array<char, 4096> buffer{};
  while (const std::size_t count = std::fread(buffer.data(), 1, buffer.size(), pipe.get()))
    text.append(buffer.data(), count);
  std::istringstream stream(text);
  Lines lines;
  for (std::string line; std::getline(stream, line);) lines.push_back(line);
  return lines;
}

/// A line of dots in the text stands for any number of lines.
bool agrees(const Lines& written, std::size_t w, const Lines& shown, std::size_t s) {
  for (; s != shown.size(); ++s, ++w) {
    if (trim(shown[s]) == "…") {
      for (std::size_t next = w; next <= written.size(); ++next) {
        if (agrees(written, next, shown, s + 1)) return true;
      }
      return false;
    }
    if (w == written.size() || trim(written[w]) != trim(shown[s])) return false;
  }
  return w == written.size();
}

/// The line where they part; behind a line of dots, the first shown line that is nowhere written.
std::string first_difference(const Lines& written, const Lines& shown) {
  const bool dots =
      std::any_of(shown.begin(), shown.end(), [](const std::string& line) { return trim(line) == "…"; });
  for (std::size_t i = 0; !dots && i != std::max(written.size(), shown.size()); ++i) {
    if (i >= shown.size() || i >= written.size() || trim(written[i]) != trim(shown[i]))
      return i < written.size() ? written[i] : "(nothing)";
  }
  for (const std::string& line : shown) {
    const auto same = [&](const std::string& one) { return trim(one) == trim(line); };
    if (trim(line) != "…" && std::none_of(written.begin(), written.end(), same)) return "never: " + line;
  }
  return "the order of the lines";
}

/// `.build/dev/chapters/01_queue/01_queue_demo`, whatever the preset's name.
bool names_program(const std::string& word, const Built& built) {
  const auto preset_end = word.find('/', std::string_view(".build/").size());
  const std::string path = preset_end == std::string::npos ? word : word.substr(preset_end);
  return std::any_of(built.programs.begin(), built.programs.end(),
                     [&](const auto& program) { return program.second.ends_with(path); });
}

bool names_target(const std::string& word, const Built& built) {
  return std::find(built.targets.begin(), built.targets.end(), word) != built.targets.end();
}

void check_commands(const std::string& path, const Fence& fence, const Built& built, Findings& findings) {
  for (std::size_t i = 0; i != fence.content.size(); ++i) {
    std::istringstream words(fence.content[i]);
    for (std::string word, before; words >> word; before = word) {
      if ((before == "--target" && !names_target(word, built)) ||
          (word.starts_with(".build/") && !names_program(word, built)))
        findings.push_back({path, fence.line + i + 1, "a command names what is not built: " + word});
    }
  }
}

/// `output 01_queue_demo` runs the program, `trace 01_queue_demo` records its run and shows that as text.
struct Shown {
  std::string program;
  std::string arguments;
  bool traced = false;
};

std::optional<Shown> shown_by(const std::string& source) {
  std::istringstream words(source);
  Shown shown;
  std::string how;
  words >> how >> shown.program;
  std::getline(words, shown.arguments);
  shown.traced = how == "trace";
  return how == "output" || shown.traced ? std::optional(shown) : std::nullopt;
}

/// The program's path; empty if it is not there, "missing" if it need not be.
std::string path_of(const std::string& program, const Built& built) {
  const auto found = built.programs.find(program);
  return found == built.programs.end() ? "" : found->second;
}

/// For the shell, also with spaces in it.
std::string in_quotes(const std::string& path) {
  std::string text = "'";
  text += path;
  return text += "'";
}

Lines output_of(const Shown& shown, const Built& built) {
  const std::string program = in_quotes(path_of(shown.program, built));
  if (!shown.traced) return output_of(program + shown.arguments);
  const auto file = std::filesystem::temp_directory_path() / ("unroll_rules_" + std::to_string(getpid()));
  output_of("UNROLL_TRACE_FILE=" + in_quotes(file.string()) + " " + program);
  Lines lines =
      output_of("COLUMNS=80 " + in_quotes(path_of("unroll_trace", built)) + " " + in_quotes(file.string()));
  std::filesystem::remove(file);
  return lines;
}

void check_output(const std::string& path, const Fence& fence, const Built& built, Findings& findings) {
  const std::optional<Shown> shown = shown_by(fence.source);
  if (!shown) return;
  const std::string program = path_of(shown->program, built);
  if (program.empty()) {
    findings.push_back({path, fence.line, "shows a program that does not exist: " + shown->program});
    return;
  }
  if (program == "missing" || (shown->traced && path_of("unroll_trace", built) == "missing")) return;
  const Lines written = output_of(*shown, built);
  if (agrees(written, 0, fence.content, 0)) return;
  const std::string difference = first_difference(written, fence.content);
  findings.push_back(
      {path, fence.line,
       "is not what " + shown->program + " writes, which is at first difference: " + difference});
}

}  // namespace

/// What a text shows as the output or as the recorded run of a program is that, and what its commands build
/// or call exists.
Findings outputs(const Tree& tree, const Built& built) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    for (const Fence& fence : parse_markdown(tree.read(path)).fences) {
      if (fence.language == "sh") check_commands(path, fence, built, findings);
      check_output(path, fence, built, findings);
    }
  }
  return findings;
}

}  // namespace unroll::rules
