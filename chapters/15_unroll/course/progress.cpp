#include "15_unroll/course/progress.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <iostream>
#include <nlohmann/json.hpp>

#include "15_unroll/refused.hpp"

namespace unroll::course {

using Json = nlohmann::json;
namespace fs = std::filesystem;

namespace {

/// Held as long as the program lives, however it ends.
int lock(const fs::path& file) {
  fs::create_directories(file.parent_path());
  const int fd = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
  if (fd < 0) throw Refused("cannot write in " + file.parent_path().string() + ". Is the folder read-only?");
  if (::flock(fd, LOCK_EX | LOCK_NB) == 0) return fd;
  ::close(fd);
  throw Refused(
      "another ./unroll is checking exercises here, perhaps ./unroll watch in another window. End it first");
}

}  // namespace

Progress::Progress(const Course& course)
    : course_(course), file_(course.root() / ".unroll" / "course" / "progress.json") {
  lock_ = lock(file_.parent_path() / "lock");
  if (!fs::exists(file_)) return;
  try {
    const Json read = Json::parse(text_of(file_));
    passed_ = read.value("passed", passed_);
    hints_ = read.value("hints", hints_);
    last_ = read.value("last", last_);
  } catch (const Json::exception&) {
    fs::path aside = file_;
    aside += ".damaged";
    fs::rename(file_, aside);
    std::cerr << "unroll: " << file_.string() << " could not be read, and was put aside as "
              << aside.filename().string() << ". ./unroll check --all finds out again what passes.\n";
  }
}

Progress::~Progress() { ::close(lock_); }

void Progress::save() const {
  const Json all{{"passed", passed_}, {"hints", hints_}, {"last", last_}};
  write_file(file_, all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

void Progress::pass(const Exercise& exercise) {
  passed_.insert(exercise.full_name());
  last_.erase(exercise.full_name());
  save();
}

void Progress::fail(const Exercise& exercise) {
  if (passed_.erase(exercise.full_name()) != 0) save();
}

std::size_t Progress::hints(const Exercise& exercise) const {
  const auto found = hints_.find(exercise.full_name());
  return found == hints_.end() ? 0 : found->second;
}

void Progress::give_hint(const Exercise& exercise, std::size_t number) {
  hints_[exercise.full_name()] = number;
  save();
}

std::string Progress::last(const Exercise& exercise) const {
  const auto found = last_.find(exercise.full_name());
  return found == last_.end() ? "" : found->second;
}

void Progress::remember(const Exercise& exercise, const std::string& what) {
  last_[exercise.full_name()] = what;
  save();
}

const Exercise* Progress::next() const {
  const auto& all = course_.exercises();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Exercise& one) { return !passed(one); });
  return found == all.end() ? nullptr : &*found;
}

std::size_t Progress::count() const {
  const auto& all = course_.exercises();
  return static_cast<std::size_t>(
      std::count_if(all.begin(), all.end(), [&](const Exercise& one) { return passed(one); }));
}

int Progress::points() const {
  int points = 0;
  for (const Exercise& exercise : course_.exercises()) points += passed(exercise) ? exercise.points : 0;
  return points;
}

void Progress::forget(const Exercise& exercise) {
  passed_.erase(exercise.full_name());
  hints_.erase(exercise.full_name());
  last_.erase(exercise.full_name());
  save();
}

}  // namespace unroll::course
