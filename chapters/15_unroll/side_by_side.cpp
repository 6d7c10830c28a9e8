#include "15_unroll/side_by_side.hpp"

namespace unroll::course {
namespace {

constexpr std::size_t line_width = 65;

std::string marks(std::size_t at, const std::vector<Written>& rungs, const Paint& paint) {
  const std::string& line = rungs.front().lines[at];
  std::string text;
  for (const Written& rung : rungs) {
    const bool there = at < rung.lines.size() && rung.lines[at] == line;
    text += ' ' + (there ? paint.green + "●" : paint.red + "○") + paint.plain + ' ';
  }
  return text;
}

std::string heading(const std::string& title, const std::vector<Written>& rungs, const Paint& paint) {
  std::string text = paint.bold + fitted(title, line_width);
  for (const Written& rung : rungs) text += ' ' + Ladder::number(rung.rung);
  return text + paint.plain + '\n';
}

}  // namespace

std::string side_by_side(const std::string& program, const std::string& part,
                         const std::vector<Written>& rungs, const Paint& paint) {
  const Lines& first = rungs.front().lines;
  std::string text = heading(part.empty() ? program : program + ", " + part, rungs, paint);
  bool shown = true;
  for (std::size_t i = 0; i != first.size(); ++i) {
    if (!part.empty() && !first[i].starts_with('['))
      shown = first[i] == part;
    else if (shown)
      text += fitted(first[i], line_width) + marks(i, rungs, paint) + '\n';
  }
  text += paint.dim + "All " + std::to_string(first.size()) + " lines of the program are the same on";
  for (const Written& rung : rungs) {
    if (rung.lines == first) text += ' ' + Ladder::number(rung.rung);
  }
  return text + '.' + paint.plain + '\n';
}

}  // namespace unroll::course
