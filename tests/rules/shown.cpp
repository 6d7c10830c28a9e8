#include "shown.hpp"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <sstream>
#include <stdexcept>

namespace unroll::rules {
namespace {

constexpr std::string_view build_folder = ".build/";

/// For the shell, also with spaces in it.
std::string in_quotes(const std::string& path) {
  std::string text = "'";
  text += path;
  return text += "'";
}

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

/// A folder of its own, which goes with it.
class Scratch {
 public:
  Scratch() {
    std::string name = (std::filesystem::temp_directory_path() / "unroll_rules_XXXXXX").string();
    if (mkdtemp(name.data()) == nullptr) throw std::runtime_error("cannot make " + name);
    folder_ = name;
  }
  ~Scratch() {
    std::error_code ignored;
    std::filesystem::remove_all(folder_, ignored);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;

  std::string file(const std::string& name) const { return (folder_ / name).string(); }

 private:
  std::filesystem::path folder_;
};

/// The programs are those of this build, wherever it is, and what goes to /tmp goes into the scratch folder.
std::string here(std::string line, const Built& built, const Scratch& scratch) {
  for (auto at = line.find(build_folder); at != std::string::npos; at = line.find(build_folder, at + 1)) {
    const std::string named = line.substr(at, line.find_first_of(" ;)|", at) - at);
    const std::string path = in_quotes(path_of_file(named, built));
    line.replace(at, named.size(), path);
    at += path.size();
  }
  for (auto at = line.find("/tmp/"); at != std::string::npos; at = line.find("/tmp/", at)) {
    const std::string path = scratch.file("");
    line.replace(at, 5, path);
    at += path.size();
  }
  return line;
}

Lines output_of_commands(const Shown& shown, const Built& built) {
  const Scratch scratch;
  std::ofstream script(scratch.file("commands"));
  for (const std::string& line : shown.commands) script << here(line, built, scratch) << '\n';
  script.close();
  return output_of("PYTHONUNBUFFERED=1 timeout 600 bash " + in_quotes(scratch.file("commands")));
}

/// "g++ 12": there is a g++, and what it says of its version has the number 12.
bool is_here(const std::string& what) {
  std::istringstream words(what);
  std::string program;
  std::string version;
  words >> program >> version;
  if (output_of("command -v " + in_quotes(program)).empty()) return false;
  if (version.empty()) return true;
  const Lines said = output_of(in_quotes(program) + " --version");
  const std::string line = " " + (said.empty() ? "" : said[0]) + " ";
  const auto of_a_number = [](char c) { return std::isdigit(static_cast<unsigned char>(c)) != 0; };
  for (auto at = line.find(version, 1); at < line.size() - 1; at = line.find(version, at + 1)) {
    const char before = line[at - 1];
    if (!of_a_number(before) && before != '.' && !of_a_number(line[at + version.size()])) return true;
  }
  return false;
}

}  // namespace

std::optional<Shown> shown_by(const Fence& fence, const Fence* before) {
  std::string source = fence.source;
  Shown shown{};
  for (auto comma = source.rfind(", "); comma != std::string::npos; comma = source.rfind(", ")) {
    const std::string how = source.substr(comma + 2);
    if (how == "in parts")
      shown.closely.in_parts = true;
    else if (how == "numbers aside")
      shown.closely.numbers_aside = true;
    else if (how.starts_with("with "))
      shown.with.push_back(how.substr(5));
    else
      break;
    source.resize(comma);
  }
  std::istringstream words(source);
  std::string what;
  words >> what >> shown.program;
  std::getline(words, shown.arguments);
  if (what != "output" && what != "trace") return std::nullopt;
  shown.what = what == "trace" ? Shown::What::trace : Shown::What::output;
  if (shown.program + shown.arguments == "of these commands") {
    shown.what = Shown::What::commands;
    if (before != nullptr) shown.commands = before->content;
  }
  return shown;
}

std::string path_of(const std::string& program, const Built& built) {
  const auto found = built.programs.find(program);
  return found == built.programs.end() ? "" : found->second;
}

std::string path_of_file(const std::string& file, const Built& built) {
  const auto preset_end = file.find('/', build_folder.size());
  const std::string path = preset_end == std::string::npos ? file : file.substr(preset_end);
  const auto found = std::find_if(built.programs.begin(), built.programs.end(),
                                  [&](const auto& program) { return program.second.ends_with(path); });
  return found == built.programs.end() ? "" : found->second;
}

bool needs_what_is_missing(const Shown& shown, const Built& built) {
  const auto missing = [&](const std::string& program) { return path_of(program, built) == "missing"; };
  if (shown.what == Shown::What::trace && missing("unroll_trace")) return true;
  return missing(shown.program) || !std::all_of(shown.with.begin(), shown.with.end(), is_here);
}

Lines written_by(const Shown& shown, const Built& built) {
  if (shown.what == Shown::What::commands) return output_of_commands(shown, built);
  const std::string program = in_quotes(path_of(shown.program, built));
  if (shown.what == Shown::What::output) return output_of("ulimit -c 0; exec " + program + shown.arguments);
  const Scratch scratch;
  const std::string file = in_quotes(scratch.file("run.json"));
  output_of("UNROLL_TRACE_FILE=" + file + " " + program);
  return output_of("COLUMNS=80 " + in_quotes(path_of("unroll_trace", built)) + " " + file);
}

}  // namespace unroll::rules
