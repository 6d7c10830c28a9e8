// `./unroll update`: a newer course around what a student has written.
#include <iostream>
#include <nlohmann/json.hpp>

#include "15_unroll/course/copies.hpp"
#include "15_unroll/course/git.hpp"
#include "15_unroll/course/notes.hpp"
#include "15_unroll/course/origins.hpp"
#include "15_unroll/course/repository.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

/// A folder for what an update takes away, made when there is something.
class Replaced {
 public:
  explicit Replaced(fs::path root) : root_(std::move(root)) {}

  void keep(const fs::path& file) {
    for (std::size_t number = 1; folder_.empty(); ++number) {
      const fs::path free = fs::path(".unroll") / "course" / "kept" / ("update-" + std::to_string(number));
      if (!fs::exists(root_ / free)) folder_ = free;
    }
    write_file(root_ / folder_ / file, text_of(root_ / file));
  }
  /// Relative to the course; empty if there was nothing.
  const fs::path& folder() const { return folder_; }

 private:
  fs::path root_;
  fs::path folder_;
};

/// Brings what is newer; of what both have changed, tells.
class Update {
 public:
  Update(Poller& poller, const Course& course, fs::path newer, bool json)
      : poller_(poller),
        root_(course.root()),
        newer_(std::move(newer)),
        notes_(course),
        own_(root_),
        given_(own_),
        brought_(newer_),
        replaced_(root_),
        json_(json) {}

  Task<> bring(fs::path file) {
    if (file == Origins::file()) co_return;
    const fs::path here = root_ / file;
    const bool there = fs::exists(here);
    const std::string text = text_of(newer_ / file);
    if (is_starter(file) && brought_.know(name_of(file)) && !brought_.has(name_of(file), text))
      co_return;  // somebody's work
    const std::string before = there ? text_of(here) : "";
    if (there && before == text) {  // from a student's own repository comes what is here: it may be theirs
      if (brought_.has(name_of(file), text)) know(file, text);
      co_return;
    }
    const bool edited = there && co_await is_edited(file, before);
    if (edited && is_as_it_came(file, text)) co_return;  // only the student has changed it
    if (edited)
      lay_beside(here, file, text);
    else
      replace(here, file, text);
    know(file, text);
    save();  // at once: who is interrupted goes on where it was, and what came is not taken for his own
  }

  bool has_brought() const { return !changed_.empty() || !conflicts_.empty(); }

  int end() {
    given_.add(brought_);  // not before: of files that it never came to nothing is known
    save();
    if (json_) {
      std::cout << nlohmann::json{{"newer", changed_},
                                  {"conflicts", conflicts_},
                                  {"replaced", replaced_.folder().string()}}
                       .dump(1, ' ', false, nlohmann::json::error_handler_t::replace)
                << "\n";
    } else {
      std::cout << changed_.size() << " files are new or newer, " << conflicts_.size()
                << " are to be looked at.\n";
      if (!replaced_.folder().empty())
        std::cout << "What stood in their place is in " << replaced_.folder().string() << "\n";
    }
    return conflicts_.empty() ? 0 : 1;
  }

 private:
  static bool is_starter(const fs::path& file) { return Origins::is_starter(file); }
  static fs::path name_of(const fs::path& file) { return Origins::name_of(file); }
  fs::path kept(const fs::path& starter) const {
    return root_ / ".unroll" / "course" / "starters" / name_of(starter);
  }
  bool is_as_it_came(const fs::path& file, const std::string& text) const {
    if (is_starter(file)) return fs::exists(kept(file)) && text_of(kept(file)) == text;
    return notes_.is_as_it_came(file, text) || (!notes_.knows(file) && own_.has(file, text));
  }
  /// That it came so. What the list does not know that came with it is somebody's work, in a repository that
  /// is theirs.
  void know(const fs::path& file, const std::string& text) {
    const fs::path name = name_of(file);
    if (brought_.know(name) && !brought_.has(name, text)) return;
    if (is_starter(file)) write_file(kept(file), text);
    if (is_starter(file) || own_.know_any() || brought_.know(name)) given_.add(name, text);
    notes_.note(file, text);
  }
  void save() const {
    given_.save();
    notes_.save();
  }

  /// Of a starter it must be proved that it is not: what was seen first may have been written in before.
  Task<bool> is_edited(fs::path file, std::string text) {
    const bool was_given_out = own_.has(name_of(file), text) || brought_.has(name_of(file), text);
    if (!is_starter(file)) co_return !notes_.is_as_it_came(file, text) && !was_given_out;
    if (was_given_out) co_return false;
    if (own_.know(name_of(file))) co_return true;  // what was given out here is known
    if (notes_.knows(file) && !notes_.is_as_it_came(file, text)) co_return true;  // since the first command
    co_return !co_await is_first(poller_, root_, file);
  }

  void replace(const fs::path& here, const fs::path& file, const std::string& text) {
    if (fs::exists(here)) replaced_.keep(file);
    using fs::perms;
    const perms execute = perms::owner_exec | perms::group_exec | perms::others_exec;
    const perms rights = fs::status(newer_ / file).permissions() & execute;
    write_file(here, text);
    fs::permissions(here, execute & ~rights, fs::perm_options::remove);
    fs::permissions(here, rights, fs::perm_options::add);
    changed_.push_back(file.string());
  }

  void lay_beside(const fs::path& here, const fs::path& file, const std::string& text) {
    fs::path beside = here;
    beside += ".new";
    if (fs::exists(beside) && text_of(beside) != text) replaced_.keep(beside.lexically_relative(root_));
    write_file(beside, text);
    if (!json_)
      std::cout << folded(
          file.string() +
          " has changed, and you have changed it too. Yours is as it was; the new one is in " +
          beside.filename().string() + " beside it");
    conflicts_.push_back(file.string());
  }

  Poller& poller_;
  fs::path root_;
  fs::path newer_;
  Notes notes_;
  const Origins own_;  // as they were before
  Origins given_;      // and what has come since
  const Origins brought_;
  Replaced replaced_;
  const bool json_;
  std::vector<std::string> changed_;
  std::vector<std::string> conflicts_;
};

/// A student's repository may be the one that this copy follows: it never has anything newer.
void tell_where_to_ask() {
  std::cout << folded(
      "There is no remote upstream here, so the repository was asked that this one came from. If that is "
      "your own, say once where the course is: git remote add upstream ADDRESS");
}

}  // namespace

Task<int> update_course(Poller& poller, Student& student, std::string from, bool json) {
  const fs::path root = student.course().root();
  const fs::path fetched = root / ".unroll" / "course" / "newer";
  const bool folder = !from.empty() && fs::is_directory(fs::path(from) / "exercises");
  if (fs::exists(from)) from = fs::absolute(from).string();
  if (!folder && fs::is_directory(from) && !fs::exists(fs::path(from) / "HEAD"))
    throw Refused("there is no course in " + from);
  if (Notes(student.course()).empty()) (void)co_await files_of(poller, root);  // git says why not
  const std::string told = co_await git(poller, root, "remote get-url upstream");
  const bool follows = from.empty() && told.empty();
  if (from.empty()) from = co_await upstream(poller, root);
  if (!folder) co_await clone(poller, root, from, fetched);
  const fs::path newer = folder ? fs::canonical(from) : fetched;
  if (!fs::exists(newer / "exercises")) throw Refused("there is no course in " + from);
  if (fs::equivalent(newer, root)) throw Refused(from + " is this course itself");
  (void)Course(newer);  // what cannot be read is not brought
  Update update(poller, student.course(), newer, json);
  for (const fs::path& file : co_await files_of(poller, newer)) co_await update.bring(file);
  fs::remove_all(fetched);
  const int status = update.end();
  if (follows && !json && !update.has_brought()) tell_where_to_ask();
  co_return status;
}

}  // namespace unroll::course
