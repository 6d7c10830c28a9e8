#include "15_unroll/course/keys.hpp"

#include <system_error>
#include <utility>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/fingerprint.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

bool is_below(const fs::path& file, const fs::path& folder) {
  return file.string().starts_with(folder.string() + "/");
}

constexpr const char* gone_word = "gone";

std::string size_of(const fs::path& file) {
  std::error_code gone;
  const auto size = fs::file_size(file, gone);
  return gone ? gone_word : std::to_string(size);
}

std::string state_of(const fs::path& file, const fs::path& root) {
  std::error_code gone;
  const auto time = fs::last_write_time(file, gone);
  if (gone) return gone_word;
  const bool is_written = is_below(file, root) && !is_below(file, root / ".build");
  if (is_written && fs::is_regular_file(file)) return fingerprint(text_of(file));
  return size_of(file) + "@" + std::to_string(time.time_since_epoch().count());
}

}  // namespace

Made::Made(fs::path file) : file_(std::move(file)), note_(file_) { note_ += ".key"; }

/// With its size, for a disk may be full.
std::string Made::whole(const std::string& key) const { return fingerprint(key) + " " + size_of(file_); }

bool Made::is_of(const std::string& key) const { return fs::exists(file_) && noted() == whole(key); }

void Made::forget() const { fs::remove(note_); }

void Made::note(const std::string& key) const { write_file(note_, whole(key)); }

std::string Made::noted() const { return fs::exists(note_) ? text_of(note_) : ""; }

void States::see(const std::vector<fs::path>& files) {
  for (const fs::path& file : files) {
    if (!states_.contains(file.string())) states_.emplace(file.string(), state_of(file, root_));
  }
}

bool States::has_seen(const fs::path& file) const {
  const auto found = states_.find(file.string());
  return found != states_.end() && found->second != gone_word;
}

std::string States::of(const std::vector<fs::path>& files) {
  see(files);
  std::string all;
  for (const fs::path& file : files) (((all += file.string()) += ' ') += states_.at(file.string())) += '\n';
  return all;
}

bool is_older(const fs::path& file, const fs::path& than) {
  std::error_code gone;
  const auto time = fs::last_write_time(file, gone);
  return !gone && time < fs::last_write_time(than);
}

// A space or a # in a name has a backslash before it, a $ is there twice, and a colon is only itself: what
// ends the name before the list is a colon with a space behind it.
std::vector<fs::path> dependencies(const fs::path& list) {
  std::vector<fs::path> files;
  if (!fs::exists(list)) return files;
  const std::string text = text_of(list);
  const std::size_t names = text.find(": ");
  std::string name;
  for (std::size_t i = names; names != std::string::npos && ++i < text.size();) {
    const char next = i + 1 < text.size() ? text[i + 1] : '\n';
    const bool stands_for_next = text[i] == '\\' ? next == ' ' || next == '#' : text[i] == '$' && next == '$';
    if (stands_for_next) {
      name += text[++i];
    } else if (text[i] == ' ' || text[i] == '\n' || (text[i] == '\\' && next == '\n')) {
      if (!name.empty()) files.emplace_back(std::exchange(name, {}));
    } else {
      name += text[i];
    }
  }
  return files;
}

}  // namespace unroll::course
