#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace unroll::course {

/// Something that is made, with a note of what it was made of beside it: it is used again only if it would be
/// made of the same. Times decide nothing: files are moved, copied and saved in the midst of a build, and
/// clocks are set. Errors: Refused.
class Made {
 public:
  explicit Made(std::filesystem::path file);

  /// It is there, whole, and made of this.
  bool is_of(const std::string& key) const;

  /// Before it is made anew.
  void forget() const;
  void note(const std::string& key) const;

  /// What was noted; empty if nothing.
  std::string noted() const;

 private:
  std::string whole(const std::string& key) const;

  std::filesystem::path file_;
  std::filesystem::path note_;
};

/// How files are. What somebody may write is read, what belongs to the system or to the build is not: there
/// its size and its time tell enough, as long as they are equal and not just older.
class States {
 public:
  /// `root`: of the course.
  explicit States(std::filesystem::path root) : root_(std::move(root)) {}

  /// How these are now, if they have not been seen before.
  void see(const std::vector<std::filesystem::path>& files);
  /// It has been looked at, and was there.
  bool has_seen(const std::filesystem::path& file) const;

  /// As a part of a key.
  std::string of(const std::vector<std::filesystem::path>& files);

 private:
  std::filesystem::path root_;
  std::map<std::string, std::string> states_;
};

/// Whether it was written before the other; no, if it is not there.
bool is_older(const std::filesystem::path& file, const std::filesystem::path& than);

/// The files that a list of make names behind its colon; none, if there is no list.
std::vector<std::filesystem::path> dependencies(const std::filesystem::path& list);

}  // namespace unroll::course
