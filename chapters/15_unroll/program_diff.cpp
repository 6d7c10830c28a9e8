#include "15_unroll/program_diff.hpp"

#include <algorithm>
#include <utility>

namespace unroll::course {
namespace {

constexpr std::size_t around = 3;

std::string painted(const Change& change, const std::string& text, const Paint& paint) {
  if (change.kind == Change::same) return text;
  return (change.kind == Change::gone ? paint.red : paint.green) + text + paint.plain;
}

bool is_near_a_change(const std::vector<Change>& changes, std::size_t at) {
  const std::size_t first = at < around ? 0 : at - around;
  const std::size_t last = std::min(changes.size(), at + around + 1);
  return std::any_of(changes.begin() + static_cast<std::ptrdiff_t>(first),
                     changes.begin() + static_cast<std::ptrdiff_t>(last),
                     [](const Change& change) { return change.kind != Change::same; });
}

std::size_t column_of(std::size_t columns) { return (columns - 3) / 2; }

}  // namespace

std::string one_below_the_other(const std::vector<Change>& changes, const Paint& paint) {
  std::string text;
  bool left_out = false;
  for (std::size_t i = 0; i != changes.size(); ++i) {
    if (!is_near_a_change(changes, i)) {
      left_out = true;
      continue;
    }
    if (std::exchange(left_out, false)) text += paint.dim + "  …" + paint.plain + '\n';
    text += painted(changes[i], static_cast<char>(changes[i].kind) + changes[i].line, paint) + '\n';
  }
  return text;
}

std::string in_two_columns(const std::vector<Change>& changes, std::size_t columns, const Paint& paint) {
  const std::size_t width = column_of(columns);
  std::string text;
  for (auto at = changes.begin(); at != changes.end();) {
    if (at->kind == Change::same) {
      text += fitted(at->line, width) + "   " + at->line + '\n';
      ++at;
      continue;
    }
    const auto is = [](Change::Kind kind) {
      return [kind](const Change& change) { return change.kind != kind; };
    };
    const auto gone_end = std::find_if(at, changes.end(), is(Change::gone));
    const auto added_end = std::find_if(gone_end, changes.end(), is(Change::added));
    for (auto gone = at, added = gone_end; gone != gone_end || added != added_end;) {
      text += gone != gone_end ? painted(*gone, fitted(gone->line, width), paint) : std::string(width, ' ');
      text += gone == gone_end ? " > " : added == added_end ? " < " : " | ";
      if (added != added_end) text += painted(*added, added->line, paint);
      text += '\n';
      if (gone != gone_end) ++gone;
      if (added != added_end) ++added;
    }
    at = added_end;
  }
  return text;
}

bool two_columns_fit(const std::vector<Change>& changes, std::size_t columns) {
  return columns > 3 && std::all_of(changes.begin(), changes.end(), [&](const Change& change) {
           return width_of(change.line) <= column_of(columns);
         });
}

}  // namespace unroll::course
