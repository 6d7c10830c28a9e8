#include "15_unroll/course/files.hpp"

#include <unistd.h>

#include <fstream>
#include <sstream>
#include <system_error>
#include <vector>

#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  if (in) text << in.rdbuf();
  if (!in) throw Refused("cannot read " + file.string());
  return text.str();
}

std::string text_if_there(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

void write_file(const fs::path& file, const std::string& text) {
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  fs::path beside = file;
  beside += "." + std::to_string(::getpid());
  std::ofstream out(beside, std::ios::binary);
  out << text;
  out.close();
  std::error_code failed;
  if (out) fs::rename(beside, file, failed);
  if (out && !failed) return;
  std::error_code none;
  fs::remove(beside, none);
  throw Refused("cannot write " + file.string() + ": is the disk full, or the folder read-only?");
}

void write_if_changed(const fs::path& file, const std::string& text) {
  if (!fs::exists(file) || text_of(file) != text) write_file(file, text);
}

void remove_what_begins(const fs::path& folder, const std::string& name) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::directory_iterator(folder)) {
    if (entry.path().filename().string().starts_with(name)) files.push_back(entry.path());
  }
  for (const fs::path& file : files) fs::remove(file);
}

std::vector<std::string> split(const std::string& text, char end) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, end);) parts.push_back(part);
  return parts;
}

std::string shortened(const std::string& text, const fs::path& root) {
  const std::string folder = root.string() + "/";
  std::string result;
  std::size_t from = 0;
  for (std::size_t at = 0; (at = text.find(folder, from)) != std::string::npos; from = at + folder.size())
    result.append(text, from, at - from);
  return result.append(text, from);
}

}  // namespace unroll::course
