#include "15_unroll/course/ending_words.hpp"

#include <algorithm>
#include <cstdint>

namespace unroll::course {
namespace {

/// With a unit that it can be read in.
std::string size_of(std::uint64_t bytes) {
  constexpr std::uint64_t kilobyte = 1024;
  if (bytes >= kilobyte * kilobyte) return std::to_string(bytes / kilobyte / kilobyte) + " MB";
  if (bytes >= kilobyte) return std::to_string(bytes / kilobyte) + " KB";
  return std::to_string(bytes) + " bytes";
}

}  // namespace

std::string refused_memory(const Told& told, int limit_megabytes) {
  const auto asked = told.no_memory.value("asked", std::uint64_t{0});
  std::string text = asked == 0 ? "it asked for memory" : "it asked for " + size_of(asked) + " of memory";
  text += " and got none";
  if (limit_megabytes == 0) return text;
  return text + ": the memory limit of a test is " + std::to_string(limit_megabytes) + " MB";
}

bool is_of_memory(std::string_view what) {
  constexpr std::string_view left = "an error left the test: ";
  if (what.starts_with(left)) what.remove_prefix(left.size());
  return what.starts_with("std::bad_alloc") || what.starts_with("std::bad_array_new_length");
}

std::string still_waiting(const Json& record) {
  const std::string tasks = text(record, "waiting");
  return tasks.empty() ? "" : "  of its tasks these have not ended:\n" + tasks;
}

bool has_all_memory(const Told& told, int limit_megabytes) {
  const auto limit = static_cast<std::uint64_t>(limit_megabytes) << 20U;
  return !told.no_memory.is_null() && told.no_memory.value("asked", limit) < limit;
}

std::string no_end(std::size_t printed) {
  return printed == 0 ? "it comes to no end" : "it has printed " + size_of(printed) + ", and goes on";
}

std::string exit_called(const Told& told) {
  if (told.exit_called.is_null()) return {};
  const std::string status = std::to_string(told.exit_called.value("status", 0));
  return "the program called " + text(told.exit_called, "call") + "(" + status + ")" +
         (told.over ? " after main had returned, in the destructor of a static object or in a thread" : "") +
         "\n";
}

std::string left_behind_words(const std::vector<std::string>& names) {
  constexpr std::size_t at_most = 3;
  std::string text;
  for (std::size_t i = 0; i != std::min(names.size(), at_most); ++i)
    text += "a process was left behind, and was ended: " + names[i] + "\n";
  if (names.size() > at_most) text += "and " + std::to_string(names.size() - at_most) + " more processes\n";
  return text;
}

}  // namespace unroll::course
