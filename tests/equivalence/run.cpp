#include "run.hpp"

#include <algorithm>
#include <tuple>

namespace unroll::equivalence {
namespace {

// Node ids stand in the order of their paths, and no node writes two lines.
std::vector<Line> sorted(std::vector<Line> lines) {
  std::sort(lines.begin(), lines.end(), [](const Line& one, const Line& other) {
    return std::tie(one.t, one.node, one.text) < std::tie(other.t, other.node, other.text);
  });
  return lines;
}

void append_time(std::string& out, Milliseconds t) { (out += "{\"t\": ") += std::to_string(t.count()); }

}  // namespace

bool equal(const Run& one, const Run& other, Fixed fixed) {
  if (fixed == Fixed::nothing || one == other) return true;
  if (fixed == Fixed::order || one.lines.size() != other.lines.size()) return false;
  return one.ended == other.ended && one.end == other.end && sorted(one.lines) == sorted(other.lines);
}

std::string to_json(const Program& program, const Run& run) {
  std::string out = "[";
  for (const Line& line : run.lines) {
    append_time(out, line.t);
    out += ", \"path\": \"";
    out += path(program, line.node);
    out += "\", \"emit\": ";
    append_quoted(out, line.text);
    out += "}, ";
  }
  append_time(out, run.ended);
  out += ", \"end\": ";
  append_quoted(out, run.end);
  return out += "}]";
}

}  // namespace unroll::equivalence
