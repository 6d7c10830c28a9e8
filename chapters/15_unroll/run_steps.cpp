#include "15_unroll/run_steps.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "00_trace/view/text_view.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {

namespace {

constexpr std::size_t indent = 14;  // of what does not fit in its line

/// What happens, and the place where, far to the right in a line of the text view; not every line has one.
std::pair<std::string, std::string> apart(const std::string& line) {
  const auto gap = line.rfind("  ");
  const bool has_place =
      gap != std::string::npos && gap > 2 * indent && line.find(' ', gap + 2) == std::string::npos;
  if (!has_place) return {line, ""};
  return {line.substr(0, line.find_last_not_of(' ', gap) + 1), line.substr(gap + 2)};
}

/// The line, or lines of at most so many columns: the place moves closer, or to a line of its own.
std::string within(const std::string& line, std::size_t columns) {
  if (width_of(line) <= columns) return line + '\n';
  const auto [what, place] = apart(line);
  std::string last = wrapped(what, columns).front();
  std::string text;
  if (last.size() < what.size()) {
    for (const std::string& part : wrapped(what.substr(last.size() + 1), columns - indent)) {
      text += last + '\n';
      last = std::string(indent, ' ') + part;
    }
  }
  text += last;
  if (place.empty()) return text + '\n';
  const std::size_t taken = width_of(last) + width_of(place);
  if (taken + 2 > columns) return text + '\n' + std::string(columns - width_of(place), ' ') + place + '\n';
  return text + std::string(columns - taken, ' ') + place + '\n';
}

}  // namespace

std::string first_steps(const view::Recording& recording, std::size_t columns) {
  std::istringstream lines(view::text_view(recording));
  std::string text;
  bool begun = false;
  for (std::string line; std::getline(lines, line) && line != "main() goes on";) {
    if (line.starts_with("main()")) begun = true;
    if (begun && !line.empty()) text += within(line, columns);
  }
  return text;
}

std::size_t count_steps(const view::Recording& recording, view::Verb verb) {
  return static_cast<std::size_t>(
      std::count_if(recording.events.begin(), recording.events.end(),
                    [&](const view::Event& event) { return event.verb == verb; }));
}

}  // namespace unroll::course
