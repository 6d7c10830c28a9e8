#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <sstream>
#include <stdexcept>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

/// What the program writes, to either stream.
Lines output_of(const std::string& program, const std::string& arguments) {
  const std::string command = "'" + program + "' " + arguments + " 2>&1";
  const auto close = [](std::FILE* file) { pclose(file); };
  const std::unique_ptr<std::FILE, decltype(close)> pipe(popen(command.c_str(), "r"), close);
  if (pipe == nullptr) throw std::runtime_error("cannot run " + program);
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

std::string first_difference(const Lines& written, const Lines& shown) {
  for (std::size_t i = 0; i != std::max(written.size(), shown.size()); ++i) {
    const std::string wrote = i < written.size() ? written[i] : "(nothing)";
    if (i >= shown.size() || trim(wrote) != trim(shown[i])) return wrote;
  }
  return "(nothing)";
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

}  // namespace

/// What a text shows as the output of a program is what the program writes, and the targets that its commands
/// build exist.
Findings outputs(const Tree& tree, const Built& built) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    for (const Fence& fence : parse_markdown(tree.read(path)).fences) {
      if (fence.language == "sh") check_commands(path, fence, built, findings);
      if (!fence.source.starts_with("output ")) continue;
      std::istringstream source(fence.source.substr(7));
      std::string name, arguments;
      source >> name;
      std::getline(source, arguments);
      const auto program = built.programs.find(name);
      if (program == built.programs.end()) {
        findings.push_back({path, fence.line, "shows the output of a program that does not exist: " + name});
        continue;
      }
      if (program->second == "missing") continue;
      const Lines written = output_of(program->second, arguments);
      if (!agrees(written, 0, fence.content, 0))
        findings.push_back({path, fence.line,
                            "is not what " + name + " writes, which is at first difference: " +
                                first_difference(written, fence.content)});
    }
  }
  return findings;
}

}  // namespace unroll::rules
