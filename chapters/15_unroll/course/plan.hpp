#pragma once

#include <chrono>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace unroll::course {

struct Exercise;

/// Until when something is to be done. It is said, and never enforced.
struct Deadline {
  std::string text;  ///< as it was written: 2026-10-12T23:59:00+02:00
  std::chrono::sys_seconds time;

  /// 2026-10-12 23:59 +02:00, which reads alike in every country.
  std::string day() const;
};

/// What is late loses so much. Data for whoever grades: the runner says it and takes nothing away.
struct Late {
  int percent_per_day = 0;  ///< of an exercise's points, for each day that has begun
  int days = 0;             ///< that it is taken at all; after these it brings nothing

  std::string text() const;
};

/// What an instructor has decided about the course: `exercises/course.toml`. Without that file all exercises
/// are in, and nothing is said of points or deadlines.
struct Plan {
  std::optional<Late> late{};
  bool has_points = false;
  std::map<std::string, std::string> left_out{};  ///< full name → the line that leaves it out
};

/// Reads the file, if there is one, gives each exercise its points and its deadline, and takes out those that
/// are left out. Errors: Refused, that names the line: a table or key that is none, an exercise that does not
/// exist, the same twice, points that are no number from 0 on, a deadline that is no time with a zone.
Plan read_plan(const std::filesystem::path& file, const std::string& name, std::vector<Exercise>& exercises);

/// "5 points, until 2026-10-12 23:59 +02:00 (3 days left)"; empty if nothing was said of it.
std::string worth_of(const Plan& plan, const Exercise& exercise);

/// "until 2026-10-12 23:59 +02:00 (3 days left)"
std::string told(const Deadline& deadline);

/// "3 days left", "50 minutes left", "over for 2 days".
std::string time_left(const Deadline& deadline, std::chrono::sys_seconds now);

}  // namespace unroll::course
