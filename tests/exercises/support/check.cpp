#include "exercises/support/check.hpp"

#include <algorithm>
#include <array>
#include <utility>

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

/// Where two columns have no room, a line that differs is told in two.
std::string one_below_the_other(const Lines& seen, const Lines& expected) {
  std::string text;
  for (std::size_t i = 0; i != std::max(seen.size(), expected.size()); ++i) {
    const std::string one = i < seen.size() ? seen[i] : "-";
    const std::string other = i < expected.size() ? expected[i] : "-";
    text += one == other ? "  " + one + "\n" : "! happened: " + one + "\n! expected: " + other + "\n";
  }
  return text;
}

std::string side_by_side(const Lines& seen, const Lines& expected) {
  constexpr std::size_t room = 72;  // of 80, as the runner shows it
  const std::size_t width = width_of(seen);
  if (width + width_of(expected) > room) return one_below_the_other(seen, expected);
  std::string text = "  happened" + std::string(width - 8, ' ') + "    expected\n";
  for (std::size_t i = 0; i != std::max(seen.size(), expected.size()); ++i)
    text += row(i < seen.size() ? seen[i] : "-", i < expected.size() ? expected[i] : "-", width);
  return text;
}

/// The same lines in another order are a wrong order, all else is a wrong value.
const char* kind_of(Lines one, Lines other) {
  std::sort(one.begin(), one.end());
  std::sort(other.begin(), other.end());
  return one == other ? "[wrong order]" : "[wrong value]";
}

/// Other lines have another number, as good as surely. (FNV-1a.)
std::uint64_t number_of(const Lines& lines) {
  std::uint64_t number = 14695981039346656037U;
  const auto add = [&](char c) { number = (number ^ static_cast<unsigned char>(c)) * 1099511628211U; };
  for (const std::string& line : lines) {
    std::for_each(line.begin(), line.end(), add);
    add('\n');
  }
  return number;
}

}  // namespace

std::string text_of(std::chrono::nanoseconds time) {
  using namespace std::chrono_literals;
  constexpr std::array<std::pair<std::chrono::nanoseconds, const char*>, 3> units{
      {{1s, " s"}, {1ms, " ms"}, {1us, " us"}}};
  for (const auto& [unit, name] : units) {
    if (time % unit == 0ns) return std::to_string(time / unit) + name;
  }
  return std::to_string(time.count()) + " ns";
}

testing::AssertionResult in_order(const Lines& seen, const Lines& expected) {
  if (seen == expected) return testing::AssertionSuccess();
  return testing::AssertionFailure() << kind_of(seen, expected) << "\n" << side_by_side(seen, expected);
}

testing::AssertionResult foretold(const Lines& happened, const Lines& prediction) {
  if (happened == prediction) return testing::AssertionSuccess();
  const auto differ =
      std::mismatch(prediction.begin(), prediction.end(), happened.begin(), happened.end()).first;
  const auto right = differ - prediction.begin();
  testing::AssertionResult wrong = testing::AssertionFailure() << kind_of(happened, prediction) << "\n";
  if (right != 0) wrong << "  right up to line " << right << ", \"" << *(differ - 1) << "\"\n";
  if (differ == prediction.end()) return wrong << "  and there it does not end: more happens";
  if (happened.size() == static_cast<std::size_t>(right))
    return wrong << "  and there it ends: \"" << *differ << "\" is one too many";
  return wrong << "  line " << right + 1 << " is another one than your \"" << *differ << "\"";
}

testing::AssertionResult as_given_out(const Lines& happened, std::uint64_t number) {
  if (number_of(happened) == number) return testing::AssertionSuccess();
  return testing::AssertionFailure() << "[wrong value]\n  the program was changed: its " << happened.size()
                                     << " lines are others now than those that it was given out with (their "
                                     << "number is " << number_of(happened) << "U)";
}

}  // namespace unroll::check
