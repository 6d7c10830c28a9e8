#include "15_unroll/course/files.hpp"

#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <fstream>
#include <iostream>
#include <sstream>
#include <system_error>
#include <vector>

#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

std::string text_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::string text;
  std::array<char, 16384> room{};
  while (in.read(room.data(), room.size()) || in.gcount() != 0)
    text.append(room.data(), static_cast<std::size_t>(in.gcount()));
  if (!in.eof() || in.bad()) throw Refused("cannot read " + file.string());  // an error is no end
  return text;
}

std::string text_if_there(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return text.str();
}

namespace {

fs::path beside_of(const fs::path& file) {
  fs::path beside = file;
  return beside += "." + std::to_string(::getpid());
}

/// A link, a pipe, a device. In its place there would be a file, if another one were renamed to it.
bool is_written_into(const fs::path& file) {
  std::error_code none;
  const fs::file_type type = fs::symlink_status(file, none).type();
  return type != fs::file_type::not_found && type != fs::file_type::regular &&
         type != fs::file_type::directory;
}

bool is_stdout(const fs::path& file) {
  struct stat one{};
  struct stat other{};
  return ::stat(file.c_str(), &one) == 0 && ::fstat(STDOUT_FILENO, &other) == 0 &&
         one.st_dev == other.st_dev && one.st_ino == other.st_ino;
}

/// Whoever opened stdout once more would write from its beginning on.
bool write_into(const fs::path& file, const std::string& text) {
  if (is_stdout(file)) return static_cast<bool>(std::cout << text << std::flush);
  std::ofstream out(file, std::ios::binary);
  out << text;
  out.close();
  return static_cast<bool>(out);
}

}  // namespace

void need_to_be_writable(const std::string& option, const fs::path& file) {
  if (file.empty() || is_written_into(file)) return;
  if (fs::is_directory(file))
    throw Refused(option + ": " + file.string() + " is a folder; name a file in it");
  std::error_code failed;
  if (file.has_parent_path()) fs::create_directories(file.parent_path(), failed);
  std::ofstream out(beside_of(file));
  out.close();
  if (!out) throw Refused(option + ": " + file.string() + " cannot be written");
  fs::remove(beside_of(file), failed);
}

void write_file(const fs::path& file, const std::string& text) {
  if (is_written_into(file)) {
    if (write_into(file, text)) return;
    throw Refused("cannot write " + file.string());
  }
  if (file.has_parent_path()) fs::create_directories(file.parent_path());
  const fs::path beside = beside_of(file);
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
