// What is said of points and deadlines.
#include <cstdint>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/plan.hpp"

namespace unroll::course {

namespace {

std::string count(std::int64_t number, const std::string& what) {
  return std::to_string(number) + " " + what + (number == 1 ? "" : "s");
}

}  // namespace

std::string Deadline::day() const {
  const std::size_t zone = text.find_first_of("Z+-", 11);
  const std::string where = text.substr(zone) == "Z" ? "UTC" : text.substr(zone);
  return text.substr(0, 10) + " " + text.substr(11, 5) + " " + where;
}

std::string Late::text() const {
  if (days == 0) return "late: no points";
  return "late: " + std::to_string(percent_per_day) + " % less for each day that has begun, nothing after " +
         count(days, "day");
}

std::string time_left(const Deadline& deadline, std::chrono::sys_seconds now) {
  const bool over = deadline.time < now;
  const auto minutes =
      std::chrono::floor<std::chrono::minutes>(over ? now - deadline.time : deadline.time - now).count();
  const std::string long_ = minutes >= 48 * 60 ? count(minutes / (24 * 60), "day")
                            : minutes >= 120   ? count(minutes / 60, "hour")
                                               : count(minutes, "minute");
  return over ? "over for " + long_ : long_ + " left";
}

std::string told(const Deadline& deadline) {
  const auto now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
  return "until " + deadline.day() + " (" + time_left(deadline, now) + ")";
}

std::string worth_of(const Plan& plan, const Exercise& exercise) {
  std::string text = plan.has_points ? count(exercise.points, "point") : "";
  if (exercise.deadline) (text += text.empty() ? "" : ", ") += told(*exercise.deadline);
  return text;
}

}  // namespace unroll::course
