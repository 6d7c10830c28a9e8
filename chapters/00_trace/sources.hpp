#pragma once

#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace unroll::trace {

/// A line of one of the sources; line 0 is none.
struct Place {
  std::size_t file = 0;    ///< a number that `Sources` has given
  std::uint32_t line = 0;  ///< counted from 1
};

/// The sources that the steps of a run point to.
class Sources {
 public:
  /// `root`: the folder to which the compiler's names of files are relative.
  explicit Sources(std::string root) : root_(std::move(root)) {}

  /// Gives a file that is new the next number, and keeps a copy of its name.
  Place place(const std::source_location& at);

  /// `file.cpp:12`
  std::string name(Place place) const;

  /// True in a header of the course: such a place is the toolkit's, not the program's.
  static bool is_inner(std::string_view file);

  /// Whether a place that `place` has given is in a header of the course.
  bool is_inner(Place place) const { return is_inner(names_[place.file]); }

  /// How many files there are; their numbers are below this.
  std::size_t size() const { return names_.size(); }

  /// As `append` names the one with this number.
  std::string_view shown_name(std::size_t number) const;

  /// Appends them as the members of a JSON array, with their texts. The course's own headers have none.
  void append(std::string& to) const;

 private:
  const std::string root_;
  std::vector<std::string> names_;
  std::unordered_map<std::string, std::size_t> numbers_;
};

}  // namespace unroll::trace
