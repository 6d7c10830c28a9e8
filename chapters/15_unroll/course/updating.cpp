// `./unroll update`: a newer course around what a student has written.
#include <algorithm>
#include <iostream>
#include <sstream>

#include "06_io/process.hpp"
#include "15_unroll/course/copies.hpp"
#include "15_unroll/course/notes.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

/// What is made here and not written: builds, runs, the repository.
bool is_made(const fs::path& file) {
  const std::string first = file.begin()->string();
  return first == ".build" || first == ".unroll" || first == ".git" || first == "compile_commands.json" ||
         file.extension() == ".new";
}

/// Of a program's output: its lines, or what stands between zeros.
std::vector<std::string> split(const std::string& text, char end) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, end);) parts.push_back(part);
  return parts;
}

/// What git says in the folder, to words with a space between them; empty if it fails, or is not there.
Task<std::string> git(Poller& poller, fs::path root, std::string asked) {
  Words words = split("git " + asked, ' ');
  Command command{std::move(words), root.string()};
  try {
    const Outcome outcome =
        co_await unroll::run(poller, std::move(command), {}, std::size_t{8} * 1024 * 1024);
    co_return outcome.exit.ok() ? outcome.output : std::string();
  } catch (const std::system_error&) {
    co_return std::string();
  }
}

/// The address that the course came from, and its branch behind a #.
Task<std::string> upstream(Poller& poller, fs::path root) {
  std::string remote = "upstream";
  std::string branch;
  std::string address = co_await git(poller, root, "remote get-url " + remote);
  if (address.empty()) {
    std::string tracked =
        co_await git(poller, root, "rev-parse --abbrev-ref --symbolic-full-name @{upstream}");
    tracked = tracked.substr(0, tracked.find('\n'));
    const std::size_t slash = tracked.find('/');
    remote = slash == std::string::npos ? "origin" : tracked.substr(0, slash);
    if (slash != std::string::npos) branch = "#" + tracked.substr(slash + 1);
    address = co_await git(poller, root, "remote get-url " + remote);
  }
  if (address.empty())
    throw Refused(
        "this course is no clone of another, so say where the newer one is: ./unroll update FOLDER, or "
        "./unroll update ADDRESS (of a git repository)");
  co_return address.substr(0, address.find('\n')) + branch;
}

/// Brings a repository into a folder, its newest state only.
Task<> clone(Poller& poller, fs::path root, std::string from, fs::path to) {
  const std::size_t hash = from.rfind('#');
  Words words{"git", "clone", "--quiet"};
  if (hash != std::string::npos) {
    words.push_back("--branch");
    words.push_back(from.substr(hash + 1));
    from.resize(hash);
  }
  if (from.find("://") != std::string::npos) words.insert(words.end(), {"--depth=1"});
  words.push_back("--");
  words.push_back(from);
  words.push_back(to.string());
  Command command{std::move(words), root.string()};
  command.shares_errors = true;
  fs::remove_all(to);
  std::cout << "Fetching " << from << " …\n" << std::flush;
  Outcome outcome;
  try {
    outcome = co_await unroll::run(poller, std::move(command));
  } catch (const std::system_error& error) {
    throw Refused("git cannot be started: " + std::string(error.what()));
  }
  if (!outcome.exit.ok()) throw Refused("git could not bring " + from + ": see above");
}

/// Brings what is newer; of what both have changed, tells.
class Update {
 public:
  Update(Student& student, fs::path newer)
      : root_(student.course().root()), newer_(std::move(newer)), notes_(student.course()) {}

  void bring(const fs::path& file) {
    const fs::path here = root_ / file;
    const std::string text = text_of(newer_ / file);
    const bool same = fs::exists(here) && text_of(here) == text;
    if (!same && fs::exists(here) && is_edited(file, text_of(here))) {
      if (is_as_it_came(file, text)) return;  // only the student has changed it
      lay_beside(here, file, text);
    } else if (!same) {
      const auto rights = fs::status(newer_ / file).permissions();
      write_file(here, text);
      fs::permissions(here, rights);
      ++changed_;
    }
    notes_.note(file, text);
    if (is_starter(file)) write_file(kept(file), text);
  }

  int end() const {
    notes_.save();
    std::cout << changed_ << " files are new or newer, " << conflicts_ << " are to be looked at.\n";
    return conflicts_ == 0 ? 0 : 1;
  }

 private:
  static bool is_starter(const fs::path& file) {
    return file.begin()->string() == "exercises" && file.extension() == ".hpp";
  }
  fs::path kept(const fs::path& file) const {
    return root_ / ".unroll" / "course" / "starters" / fs::relative(file, "exercises");
  }
  bool is_as_it_came(const fs::path& file, const std::string& text) const {
    if (is_starter(file)) return fs::exists(kept(file)) && text_of(kept(file)) == text;
    return notes_.is_as_it_came(file, text);
  }
  bool is_edited(const fs::path& file, const std::string& text) const { return !is_as_it_came(file, text); }

  void lay_beside(const fs::path& here, const fs::path& file, const std::string& text) {
    fs::path beside = here;
    beside += ".new";
    write_file(beside, text);
    std::cout << folded(file.string() +
                        " has changed, and you have changed it too. Yours is as it was; the new one is in " +
                        beside.filename().string() + " beside it");
    ++conflicts_;
  }

  fs::path root_;
  fs::path newer_;
  Notes notes_;
  std::size_t changed_ = 0;
  std::size_t conflicts_ = 0;
};

}  // namespace

Task<std::vector<fs::path>> files_of(Poller& poller, fs::path root) {
  std::vector<fs::path> files;
  if (fs::exists(root / ".git")) {
    const std::string listed = co_await git(poller, root, "ls-files -z");
    if (listed.empty()) throw Refused("git cannot list the files of " + root.string());
    for (const std::string& name : split(listed, '\0')) files.emplace_back(name);
  } else {
    fs::recursive_directory_iterator entry(root);
    for (; entry != fs::recursive_directory_iterator(); ++entry) {
      const fs::path file = fs::relative(entry->path(), root);
      if (entry->is_directory() && is_made(file)) entry.disable_recursion_pending();
      if (entry->is_regular_file()) files.push_back(file);
    }
  }
  std::erase_if(files,
                [&](const fs::path& file) { return is_made(file) || !fs::is_regular_file(root / file); });
  co_return files;
}

Task<> note_course(Poller& poller, const Course& course) {
  Notes notes(course);
  if (!notes.empty()) co_return;
  const std::string differing = co_await git(poller, course.root(), "diff --name-only -z HEAD");
  const auto changed = split(differing, '\0');
  for (const fs::path& file : co_await files_of(poller, course.root())) {
    if (std::find(changed.begin(), changed.end(), file.string()) == changed.end())
      notes.note(file, text_of(course.root() / file));
  }
  notes.save();
}

Task<int> update_course(Poller& poller, Student& student, std::string from) {
  const fs::path root = student.course().root();
  const fs::path fetched = root / ".unroll" / "course" / "newer";
  const bool folder = !from.empty() && fs::is_directory(fs::path(from) / "exercises");
  if (fs::exists(from)) from = fs::absolute(from).string();
  if (!folder && fs::is_directory(from) && !fs::exists(fs::path(from) / "HEAD"))
    throw Refused("there is no course in " + from);
  if (from.empty()) from = co_await upstream(poller, root);
  if (!folder) co_await clone(poller, root, from, fetched);
  const fs::path newer = folder ? fs::canonical(from) : fetched;
  if (!fs::exists(newer / "exercises")) throw Refused("there is no course in " + from);
  (void)Course(newer);  // what cannot be read is not brought
  Update update(student, newer);
  for (const fs::path& file : co_await files_of(poller, newer)) update.bring(file);
  fs::remove_all(fetched);
  co_return update.end();
}

}  // namespace unroll::course
