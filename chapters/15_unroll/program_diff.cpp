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

/// Two lines beside each other, either of them perhaps none; in as many rows as the longer one takes.
class Row {
 public:
  Row(std::size_t columns, const Paint& paint) : width_(column_width(columns)), paint_(paint) {}

  std::string show(const Change* left, const std::string& mark, const Change* right) const {
    const Lines lefts = left == nullptr ? Lines{} : wrapped(left->line, width_);
    const Lines rights = right == nullptr ? Lines{} : wrapped(right->line, width_);
    std::string text;
    for (std::size_t i = 0; i != std::max(lefts.size(), rights.size()); ++i) {
      const std::string cell = fitted(i < lefts.size() ? lefts[i] : "", width_);
      text += (left == nullptr ? cell : painted(*left, cell, paint_)) + (i == 0 ? mark : "   ");
      if (i < rights.size()) text += painted(*right, rights[i], paint_);
      text += '\n';
    }
    return text;
  }

 private:
  const std::size_t width_;
  const Paint& paint_;
};

using Changes = std::vector<Change>;

Changes::const_iterator end_of(Change::Kind kind, Changes::const_iterator from, const Changes& changes) {
  return std::find_if(from, changes.end(), [&](const Change& change) { return change.kind != kind; });
}

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
  const Row row(columns, paint);
  std::string text;
  for (auto at = changes.begin(); at != changes.end();) {
    for (; at != changes.end() && at->kind == Change::same; ++at) text += row.show(&*at, "   ", &*at);
    const auto gone_end = end_of(Change::gone, at, changes);
    const auto added_end = end_of(Change::added, gone_end, changes);
    for (auto added = gone_end; at != gone_end || added != added_end;) {
      const Change* const left = at == gone_end ? nullptr : &*at++;
      const Change* const right = added == added_end ? nullptr : &*added++;
      text += row.show(left, left == nullptr ? " > " : right == nullptr ? " < " : " | ", right);
    }
    at = added_end;
  }
  return text;
}

}  // namespace unroll::course
