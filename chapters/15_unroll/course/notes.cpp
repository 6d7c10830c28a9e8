#include "15_unroll/course/notes.hpp"

#include <algorithm>
#include <sstream>

#include "15_unroll/course/fingerprint.hpp"
#include "15_unroll/course/git.hpp"
#include "15_unroll/course/origins.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

Notes::Notes(const Course& course) : file_(course.root() / ".unroll" / "course" / "course.txt") {
  if (!fs::exists(file_)) return;
  std::istringstream lines(text_of(file_));
  for (std::string line; std::getline(lines, line);) {
    const std::size_t space = line.find(' ');
    if (space != std::string::npos) prints_[line.substr(space + 1)] = line.substr(0, space);
  }
}

void Notes::note(const fs::path& file, const std::string& text) {
  prints_[file.string()] = fingerprint(text);
}

bool Notes::knows(const fs::path& file) const { return prints_.contains(file.string()); }

bool Notes::is_as_it_came(const fs::path& file, const std::string& text) const {
  const auto found = prints_.find(file.string());
  return found != prints_.end() && found->second == fingerprint(text);
}

void Notes::save() const {
  std::string all;
  for (const auto& [file, print] : prints_) all += print + " " + file + "\n";
  write_file(file_, all);
}

namespace {

/// What is made here and not written: builds, runs, the repository.
bool is_made(const fs::path& file) {
  const std::string first = file.begin()->string();
  return first == ".build" || first == ".unroll" || first == ".git" || first == "compile_commands.json" ||
         file.extension() == ".new";
}

}  // namespace

/// Of a folder in somebody else's repository git would say that all of it is unknown. That says nothing of
/// it.
Task<std::string> untracked(Poller& poller, fs::path root) {
  if (!fs::exists(root / ".git")) co_return std::string();
  co_return co_await git(poller, std::move(root), "ls-files -z --others --exclude-standard");
}

Task<std::vector<fs::path>> files_of(Poller& poller, fs::path root) {
  std::vector<fs::path> files;
  if (fs::exists(root / ".git")) {
    const std::string listed = co_await git(poller, root, "ls-files -z --cached --others --exclude-standard");
    if (listed.empty()) {
      const std::string why = co_await refusal_of_git(poller, root);
      throw Refused("git cannot list the files of " + root.string() + why);
    }
    for (const std::string& name : split(listed, '\0')) files.emplace_back(name);
  } else {
    // What nobody may look into is no part of the course.
    std::error_code gone;
    fs::recursive_directory_iterator entry(root, fs::directory_options::skip_permission_denied, gone);
    for (; !gone && entry != fs::recursive_directory_iterator(); entry.increment(gone)) {
      std::error_code none;
      const fs::path file = entry->path().lexically_relative(root);
      if (entry->is_directory(none) && is_made(file)) entry.disable_recursion_pending();
      if (entry->is_regular_file(none)) files.push_back(file);
    }
    if (gone) throw Refused("cannot list the files of " + root.string() + ": " + gone.message());
  }
  std::erase_if(files, [&](const fs::path& file) {
    std::error_code none;
    return is_made(file) || !fs::is_regular_file(root / file, none);
  });
  std::sort(files.begin(), files.end());
  co_return files;
}

namespace {

Task<> note_all(Poller& poller, const Course& course, Notes& notes) {
  const std::string commit = co_await git(poller, course.root(), "rev-parse -q --verify HEAD");
  const std::string differing = co_await git(poller, course.root(), "diff --relative --name-only -z HEAD");
  std::string unknown;  // before the first commit that is everything, and no sign of anything
  if (!commit.empty()) unknown = co_await untracked(poller, course.root());
  const auto changed = split(differing + unknown, '\0');  // what nobody has committed did not come with it
  const Origins origins(course.root());
  for (const fs::path& file : co_await files_of(poller, course.root())) {
    if (std::find(changed.begin(), changed.end(), file.string()) != changed.end()) continue;
    std::string text;
    try {
      text = text_of(course.root() / file);
    } catch (const Refused&) {
      continue;  // of what cannot be read nobody knows how it came
    }
    const fs::path name = Origins::name_of(file);  // what was pushed from another clone is known by that
    if (!origins.know(name) || origins.has(name, text)) notes.note(file, text);
  }
}

}  // namespace

Task<> note_course(Poller& poller, const Course& course) {
  Notes notes(course);
  if (!notes.empty() || co_await git_refuses(poller, course.root())) co_return;
  try {
    co_await note_all(poller, course, notes);
  } catch (const Refused&) {
    co_return;  // git cannot be used here. Only who updates or exports needs it, and hears of it then
  }
  notes.save();
}

}  // namespace unroll::course
