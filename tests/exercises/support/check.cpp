#include "exercises/support/check.hpp"

#include <algorithm>

namespace unroll::check {
namespace {

std::size_t width_of(const Lines& lines) {
  std::size_t width = 8;
  for (const std::string& line : lines) width = std::max(width, line.size());
  return width;
}

std::string row(const std::string& seen, const std::string& expected, std::size_t width) {
  return "  " + seen + std::string(width - seen.size(), ' ') + (seen == expected ? "    " : "  ! ") +
         expected + "\n";
}

std::string side_by_side(const Lines& seen, const Lines& expected) {
  const std::size_t width = width_of(seen);
  std::string text = "  happened" + std::string(width - 8, ' ') + "    expected\n";
  for (std::size_t i = 0; i != std::max(seen.size(), expected.size()); ++i)
    text += row(i < seen.size() ? seen[i] : "-", i < expected.size() ? expected[i] : "-", width);
  return text;
}

}  // namespace

testing::AssertionResult in_order(const Lines& seen, const Lines& expected) {
  if (seen == expected) return testing::AssertionSuccess();
  Lines one = seen;
  Lines other = expected;
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  return testing::AssertionFailure() << (one == other ? "[wrong order]" : "[wrong value]") << "\n"
                                     << side_by_side(seen, expected);
}

}  // namespace unroll::check
