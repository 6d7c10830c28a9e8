#include "15_unroll/course/progress.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <nlohmann/json.hpp>
#include <system_error>
#include <utility>

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
  const int error = errno;
  ::close(fd);
  if (error != EWOULDBLOCK)
    throw Refused("cannot lock " + file.string() + ": " + std::strerror(error) + ". Is it on a network?");
  throw Refused(
      "another ./unroll is checking exercises here, perhaps ./unroll watch in another window. End it first");
}

/// Who changes the file holds this from reading to writing, so that of two changes none is lost: whoever
/// checks is alone, and hints are given beside. Where nothing can be locked there is none.
class Turn {
 public:
  explicit Turn(fs::path file) {
    std::error_code none;
    fs::create_directories(file.parent_path(), none);
    file += ".lock";
    fd_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    while (fd_ >= 0 && ::flock(fd_, LOCK_EX) != 0 && errno == EINTR) continue;
  }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;
  ~Turn() {
    if (fd_ >= 0) ::close(fd_);
  }

 private:
  int fd_ = -1;
};

}  // namespace

Progress::Progress(const Course& course, bool alone)
    : course_(course), file_(course.root() / ".unroll" / "course" / "progress.json") {
  if (alone) lock_ = lock(file_.parent_path() / "lock");
  load();
}

Progress::~Progress() {
  if (lock_ >= 0) ::close(lock_);
}

void Progress::load() {
  if (!fs::exists(file_)) return;
  try {
    const Json read = Json::parse(text_of(file_));
    auto passed = read.value("passed", std::set<std::string>());
    auto hints = read.value("hints", std::map<std::string, std::size_t>());
    auto last = read.value("last", std::map<std::string, std::string>());
    for (auto& [exercise, given] : hints) given = std::min<std::size_t>(given, 3);
    passed_ = std::move(passed);
    hints_ = std::move(hints);
    last_ = std::move(last);
  } catch (const Json::exception&) {
    fs::path aside;
    for (int number = 1; number == 1 || fs::exists(aside); ++number)
      (aside = file_) += number == 1 ? ".damaged" : ".damaged." + std::to_string(number);
    fs::rename(file_, aside);
    std::cerr << "unroll: " << file_.string() << " could not be read, and was put aside as "
              << aside.filename().string() << ". ./unroll check --all finds out again what passes.\n";
  }
}

void Progress::save() const {
  const Json all{{"passed", passed_}, {"hints", hints_}, {"last", last_}};
  write_file(file_, all.dump(1, ' ', false, Json::error_handler_t::replace) + "\n");
}

void Progress::pass(const Exercise& exercise) {
  const Turn mine(file_);
  load();
  passed_.insert(exercise.full_name());
  last_.erase(exercise.full_name());
  save();
}

void Progress::fail(const Exercise& exercise) {
  const Turn mine(file_);
  load();
  if (passed_.erase(exercise.full_name()) != 0) save();
}

std::size_t Progress::hints(const Exercise& exercise) const {
  const auto found = hints_.find(exercise.full_name());
  return found == hints_.end() ? 0 : found->second;
}

std::size_t Progress::give_hint(const Exercise& exercise) {
  const Turn mine(file_);
  load();
  const std::size_t given = std::min(hints(exercise) + 1, exercise.hints.size());
  hints_[exercise.full_name()] = given;
  save();
  return given;
}

std::string Progress::last(const Exercise& exercise) const {
  const auto found = last_.find(exercise.full_name());
  return found == last_.end() ? "" : found->second;
}

void Progress::remember(const Exercise& exercise, const std::string& what) {
  const Turn mine(file_);
  load();
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
  const Turn mine(file_);
  load();
  passed_.erase(exercise.full_name());
  hints_.erase(exercise.full_name());
  last_.erase(exercise.full_name());
  save();
}

}  // namespace unroll::course
