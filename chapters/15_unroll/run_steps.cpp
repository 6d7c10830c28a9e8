#include "15_unroll/run_steps.hpp"

#include <algorithm>
#include <sstream>

#include "00_trace/view/text_view.hpp"

namespace unroll::course {

std::string first_steps(const view::Recording& recording, std::size_t columns) {
  std::istringstream lines(view::text_view(recording, columns));
  std::string text;
  bool begun = false;
  for (std::string line; std::getline(lines, line) && line != "main() goes on";) {
    if (line.starts_with("main()")) begun = true;
    if (begun && !line.empty()) text += line + '\n';
  }
  return text;
}

std::size_t count_steps(const view::Recording& recording, view::Verb verb) {
  return static_cast<std::size_t>(
      std::count_if(recording.events.begin(), recording.events.end(),
                    [&](const view::Event& event) { return event.verb == verb; }));
}

}  // namespace unroll::course
