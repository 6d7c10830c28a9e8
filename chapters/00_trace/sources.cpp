#include "00_trace/sources.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include "00_trace/json.hpp"

namespace unroll::trace {
namespace {

/// Where in `path` the course's own name of a header begins, if it is one.
std::size_t course_header(std::string_view path) {
  return path.ends_with(".hpp") ? path.rfind("chapters/0") : std::string_view::npos;
}

std::string_view without_folders(std::string_view path) { return path.substr(path.rfind('/') + 1); }

/// Folders of one machine mean nothing on another.
std::string_view shown(std::string_view path) {
  if (const std::size_t header = course_header(path); header != std::string_view::npos)
    return path.substr(header);
  return path.starts_with('/') ? without_folders(path) : path;
}

std::string file_text(const std::string& root, const std::string& name) {
  for (const auto& path : {std::filesystem::path(root) / name, std::filesystem::path(name)}) {
    std::ifstream file(path, std::ios::binary);
    if (file) return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }
  return {};
}

}  // namespace

Place Sources::place(const std::source_location& at) {
  const auto [number, is_new] = numbers_.try_emplace(at.file_name(), names_.size());
  if (is_new) names_.push_back(number->first);
  return {number->second, at.line()};
}

std::string Sources::name(Place place) const {
  return std::string(without_folders(names_[place.file])) + ':' + std::to_string(place.line);
}

bool Sources::is_inner(std::string_view file) { return course_header(file) != std::string_view::npos; }

std::string_view Sources::shown_name(std::size_t number) const { return shown(names_[number]); }

void Sources::append(std::string& to) const {
  for (std::size_t i = 0; i != names_.size(); ++i) {
    append_quoted(to += i == 0 ? "\n{\"file\":" : ",\n{\"file\":", shown_name(i));
    const std::string text = is_inner(names_[i]) ? std::string() : file_text(root_, names_[i]);
    if (!text.empty()) append_quoted(to += ",\"text\":", text);
    to += '}';
  }
}

}  // namespace unroll::trace
