#include "results.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

namespace unroll::echo_bench {
namespace {

template <class... Parts>
std::string formatted(const char* format, Parts... parts) {
  std::array<char, 200> line{};
  std::snprintf(line.data(), line.size(), format, parts...);
  return line.data();
}

/// Names here are ours, and hold nothing that JSON would have to escape.
std::string speed_as_json(const Speed& one) {
  const std::string rounds =
      one.rounds ? formatted(R"(, "quartiles": [%.3f, %.3f])", one.rounds->low, one.rounds->high) : "";
  return formatted(
             R"({"load": "%s", "server": "%s", "requests_per_second": %.0f, "cpu_ns_per_request": %.0f, "ours_to_this": %.3f)",
             one.load.c_str(), one.server.c_str(), one.requests_per_second, one.cpu_per_request,
             one.ours_to_this) +
         rounds + "}";
}

std::string memory_as_json(const Memory& one) {
  return formatted(R"({"what": "%s", "server": "%s", "bytes": %.0f})", one.what.c_str(), one.server.c_str(),
                   one.bytes);
}

template <class Rows, class Write>
std::string list(const Rows& rows, Write write) {
  std::string text;
  for (const auto& row : rows) text += (text.empty() ? "\n    " : ",\n    ") + write(row);
  return "[" + text + "\n  ]";
}

}  // namespace

double median(std::vector<double> numbers) {
  if (numbers.empty()) return 0;
  std::sort(numbers.begin(), numbers.end());
  const std::size_t middle = numbers.size() / 2;
  return numbers.size() % 2 == 1 ? numbers[middle] : (numbers[middle - 1] + numbers[middle]) / 2;
}

Quartiles quartiles(std::vector<double> numbers) {
  std::sort(numbers.begin(), numbers.end());
  const std::size_t quarter = numbers.size() / 4;
  return {numbers[quarter], numbers[numbers.size() - 1 - quarter]};
}

namespace {

std::string ratio_as_text(const Speed& one) {
  if (one.server.starts_with("06")) return "           -";
  std::string text = formatted("      x %4.2f", one.ours_to_this);
  if (one.rounds)
    text +=
        formatted("\n    in half of the rounds%52s %4.2f to %4.2f", "x", one.rounds->low, one.rounds->high);
  return text;
}

}  // namespace

std::string as_text(const Results& results) {
  std::string text = "an echo of 64 bytes over TCP             requests/s  CPU of the server  06 : row\n";
  std::string load;
  for (const Speed& one : results.speeds) {
    if (one.load != load) text += (load = one.load) + "\n";
    text += formatted("  %-38s %10.0f %15.2f us", one.server.c_str(), one.requests_per_second,
                      one.cpu_per_request / 1000);
    text += ratio_as_text(one) + "\n";
  }
  std::string what;
  for (const Memory& one : results.memories) {
    if (one.what != what) text += "\n" + (what = one.what) + "\n";
    text += formatted("  %-38s %10.0f bytes\n", one.server.c_str(), one.bytes);
  }
  return text;
}

std::string as_json(const Results& results) {
  return "{\n  \"echo\": " + list(results.speeds, speed_as_json) +
         ",\n  \"memory\": " + list(results.memories, memory_as_json) + "\n}\n";
}

}  // namespace unroll::echo_bench
