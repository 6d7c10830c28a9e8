#include "program.hpp"

#include <algorithm>
#include <array>
#include <cassert>

namespace unroll::equivalence {
namespace {

struct Form {
  std::string_view name;
  std::string_view shape;
  int level;
};

// In the order of Kind.
constexpr std::array<Form, 10> forms{{{"emit", R"(["emit", "label"])", 1},
                                      {"sleep", R"(["sleep", n])", 1},
                                      {"fail", R"(["fail", "error"])", 2},
                                      {"seq", R"(["seq", P...])", 1},
                                      {"all", R"(["all", P...])", 1},
                                      {"catch", R"(["catch", P, H])", 2},
                                      {"finally", R"(["finally", P, ["seq", ["emit", "label"]...]])", 2},
                                      {"group", R"(["group", P...])", 3},
                                      {"race", R"(["race", P, P...])", 3},
                                      {"timeout", R"(["timeout", n, P])", 3}}};

const Form& form(Kind kind) { return forms[static_cast<std::size_t>(kind)]; }

void append_head(std::string& out, const Node& node) {
  out += "[\"";
  out += name(node.kind);
  out += '"';
  if (node.kind == Kind::sleep || node.kind == Kind::timeout) {
    out += ", ";
    out += std::to_string(node.wait.count());
  }
  if (node.kind == Kind::emit || node.kind == Kind::fail) {
    out += ", ";
    append_quoted(out, node.label);
  }
}

}  // namespace

NodeId Builder::open(Kind kind, Milliseconds wait, std::string label) {
  const NodeId node = program_.size();
  program_.nodes_.push_back({kind, innermost(), next_index(), node + 1, wait, std::move(label)});
  if (!open_.empty()) ++open_.back().children;
  open_.push_back({node});
  return node;
}

void Builder::close() {
  program_.nodes_[innermost()].past = program_.size();
  open_.pop_back();
}

void Builder::leaf(Kind kind, Milliseconds wait, std::string label) {
  open(kind, wait, std::move(label));
  close();
}

void Builder::copy(const Program& from, NodeId node) {
  const std::size_t outside = open_.size();
  std::vector<NodeId> ends;
  for (NodeId each = node; each != from[node].past; ++each) {
    for (; !ends.empty() && ends.back() == each; ends.pop_back()) close();
    open(from[each].kind, from[each].wait, from[each].label);
    ends.push_back(from[each].past);
  }
  while (open_.size() > outside) close();
}

std::uint32_t Builder::next_index() const {
  if (open_.empty()) return 0;
  const bool after_its_time = program_[open_.back().node].kind == Kind::timeout;
  return open_.back().children + (after_its_time ? 1 : 0);
}

std::string to_json(const Program& program) {
  std::string out;
  std::vector<NodeId> ends;
  for (NodeId node = 0; node != program.size(); ++node) {
    for (; !ends.empty() && ends.back() == node; ends.pop_back()) out += ']';
    if (node != Program::root) out += ", ";
    append_head(out, program[node]);
    ends.push_back(program[node].past);
  }
  return out.append(ends.size(), ']');
}

std::string path(const Program& program, NodeId node) {
  std::string backwards;
  for (; program[node].parent != nowhere; node = program[node].parent) {
    std::string index = std::to_string(program[node].index);
    std::reverse(index.begin(), index.end());
    backwards += index;
    backwards += '.';
  }
  if (!backwards.empty()) backwards.pop_back();
  std::reverse(backwards.begin(), backwards.end());
  return backwards;
}

std::string at(std::string_view path) { return path.empty() ? "at the root" : "at " + std::string(path); }

std::string_view name(Kind kind) { return form(kind).name; }
std::string_view shape(Kind kind) { return form(kind).shape; }
int level(Kind kind) { return form(kind).level; }

int level(const Program& program) {
  int highest = 1;
  for (NodeId node = 0; node != program.size(); ++node)
    highest = std::max(highest, level(program[node].kind));
  return highest;
}

bool speaks_01(const Program& program) {
  for (NodeId node = 0; node != program.size(); ++node)
    if (level(program[node].kind) > 1 || program[node].wait > Milliseconds{0}) return false;
  return true;
}

void append_quoted(std::string& out, std::string_view text) {
  constexpr std::string_view digits = "0123456789abcdef";
  constexpr std::string_view special = "\"\\\b\f\n\r\t";
  constexpr std::string_view letters = "\"\\bfnrt";
  out += '"';
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (const auto found = special.find(c); found != std::string_view::npos)
      (out += '\\') += letters[found];
    else if (byte < 0x20)
      ((out += "\\u00") += digits[byte >> 4U]) += digits[byte & 15U];
    else
      out += c;
  }
  out += '"';
}

}  // namespace unroll::equivalence
