#include <algorithm>
#include <cstdio>
#include <string>
#include <vector>

#include "bench/costs.hpp"

namespace unroll::costs {

namespace {

/// `text` at the right of `width` columns.
std::string right(const std::string& text, std::size_t width) {
  return std::string(width - std::min(width, text.size()), ' ') + text;
}

std::string left(const std::string& text, std::size_t width) {
  return text + std::string(width - std::min(width, text.size()), ' ');
}

std::string number(double value, int decimals) {
  char text[32];
  std::snprintf(text, sizeof text, "%.*f", decimals, value);
  return text;
}

/// Three digits are more than such a figure is worth.
std::string nanoseconds(double value) { return number(value, value < 100 ? 1 : 0); }

std::string times(const Ratio& ratio) {
  if (!ratio) return right("-", 8);
  return right("x " + number(*ratio, *ratio < 10 ? 2 : 0), 8);
}

nlohmann::json maybe(const Ratio& ratio) { return ratio ? nlohmann::json(*ratio) : nlohmann::json(); }

}  // namespace

std::string as_text(const Costs& costs) {
  std::string text = left("What one operation costs", 39) + right("ns", 9) + right("alloc.", 8) +
                     right("below", 8) + right("queue", 8) + right("asio", 8) + "\n";
  std::string operation;
  for (const Row& row : costs.rows()) {
    if (row.operation != operation) text += "\n" + row.operation + "\n";
    operation = row.operation;
    text += "  " + left(row.rung, 7) + left(row.how, 30) + right(nanoseconds(row.nanoseconds()), 9) +
            right(number(row.allocations, 2), 8) + times(costs.to_below(row)) + times(costs.to_queue(row)) +
            times(costs.to_asio(row)) + "\n";
  }
  const std::size_t samples = costs.rows().empty() ? 0 : costs.rows().front().samples.size();
  text += "\nns: processor time, the median of " + std::to_string(samples) +
          "; alloc.: calls of operator new.\n"
          "x: times as much as the rung below, as a plain queue of std::function (one job\n"
          "through it, where it cannot do the same), as asio. Compare figures of one run\n"
          "only.\n";
  if (!costs.warning().empty()) text += "Not what it costs in earnest: " + costs.warning() + ".\n";
  return text;
}

nlohmann::json as_json(const Costs& costs) {
  nlohmann::json rows = nlohmann::json::array();
  for (const Row& row : costs.rows()) {
    rows.push_back({{"operation", row.operation},
                    {"rung", row.rung},
                    {"how", row.how},
                    {"ns", row.nanoseconds()},
                    {"ns_samples", row.samples},
                    {"allocations", row.allocations},
                    {"to_below", maybe(costs.to_below(row))},
                    {"to_queue", maybe(costs.to_queue(row))},
                    {"to_asio", maybe(costs.to_asio(row))}});
  }
  return {{"unit", "ns of processor time, median"}, {"warning", costs.warning()}, {"rows", rows}};
}

}  // namespace unroll::costs
