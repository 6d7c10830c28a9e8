// All reading of JSON, so that only this file pays for the library's compile time.
#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_map>

#include "program.hpp"
#include "run.hpp"

namespace unroll::equivalence {
namespace {

using nlohmann::json;

std::optional<Kind> kind_of(std::string_view word) {
  for (auto kind = Kind::emit; kind <= Kind::timeout; kind = static_cast<Kind>(static_cast<int>(kind) + 1))
    if (name(kind) == word) return kind;
  return std::nullopt;
}

bool has_label(Kind kind) { return kind == Kind::emit || kind == Kind::fail; }
bool has_wait(Kind kind) { return kind == Kind::sleep || kind == Kind::timeout; }

std::size_t fewest_programs(Kind kind) {
  if (kind == Kind::catch_ || kind == Kind::finally) return 2;
  return kind == Kind::race || kind == Kind::timeout ? 1 : 0;
}

std::size_t most_programs(Kind kind) {
  if (has_label(kind) || kind == Kind::sleep) return 0;
  if (kind == Kind::catch_ || kind == Kind::finally || kind == Kind::timeout) return fewest_programs(kind);
  return std::numeric_limits<std::size_t>::max();
}

// Takes the parser's events one by one, so that the depth of a program is the length of a vector.
// The first thing that is wrong is thrown.
class Reader final : public nlohmann::json_sax<json> {
 public:
  Program take() { return builder_.take(); }

  bool null() override { return unwanted("null"); }
  bool boolean(bool value) override { return unwanted(value ? "true" : "false"); }
  bool number_integer(number_integer_t value) override { return number(value); }
  bool number_unsigned(number_unsigned_t value) override {
    const auto limit = static_cast<number_unsigned_t>(longest_wait.count()) + 1;
    return number(static_cast<number_integer_t>(std::min(value, limit)));
  }
  bool number_float(number_float_t, const string_t& text) override { return number(std::nullopt, text); }
  bool binary(binary_t&) override { return unwanted("binary data"); }
  bool start_object(std::size_t) override { return unwanted("an object"); }
  bool key(string_t&) override { return true; }
  bool end_object() override { return true; }

  bool string(string_t& text) override {
    if (forms_.empty() || (forms_.back().named && !wants_label())) return unwanted("a string");
    if (!forms_.back().named) return named(text);
    innermost().label = std::move(text);
    return forms_.back().has_value = true;
  }

  bool start_array(std::size_t) override {
    if (!forms_.empty()) expect_program();
    builder_.open(Kind::seq);
    forms_.push_back({});
    return true;
  }

  bool end_array() override {
    const Form form = forms_.back();
    if (!form.named) wrong("a form begins with its name");
    const Kind kind = innermost().kind;
    if (has_label(kind) && !form.has_value) wrong("the label is missing", kind);
    if (has_wait(kind) && !form.has_value) wrong("n is missing", kind);
    if (form.programs < fewest_programs(kind)) wrong("a program is missing", kind);
    builder_.close();
    forms_.pop_back();
    return true;
  }

  bool parse_error(std::size_t position, const std::string&, const json::exception& error) override {
    const bool over = forms_.empty() && builder_.so_far().size() > 0;
    const std::string where = "column " + std::to_string(position) + ", " + at(here());
    if (over) throw Malformed(where + ": something follows the program; write one program a line");
    std::string why = error.what();
    if (const auto last = why.find(": "); last != std::string::npos) why.erase(0, last + 2);
    throw Malformed(where + ": not JSON: " + why);
  }

 private:
  struct Form {
    bool named = false;
    bool has_value = false;  // its label or its n
    std::size_t programs = 0;
  };

  std::string here() const {
    const NodeId node = builder_.innermost();
    return node == nowhere ? "" : path(builder_.so_far(), node);
  }
  [[noreturn]] void wrong(const std::string& why) const { throw Malformed(at(here()) + ": " + why); }
  [[noreturn]] void wrong(const std::string& why, Kind kind) const {
    wrong(why + "; the form is " + std::string(shape(kind)));
  }

  Node& innermost() { return builder_[builder_.innermost()]; }
  bool wants_label() { return has_label(innermost().kind) && !forms_.back().has_value; }
  bool wants_wait() { return has_wait(innermost().kind) && !forms_.back().has_value; }

  bool unwanted(const std::string& what) {
    if (forms_.empty()) wrong("a program is an array as [\"emit\", \"x\"], not " + what);
    if (!forms_.back().named) wrong("a form begins with its name, not with " + what);
    const Kind kind = innermost().kind;
    if (wants_label()) wrong("the label is " + what + ", not a string", kind);
    if (wants_wait()) wrong("n is " + what + ", not an integer", kind);
    wrong(what + " has no place here", kind);
  }

  bool named(const std::string& word) {
    const std::optional<Kind> kind = kind_of(word);
    if (!kind) {
      std::string known;
      for (auto each = Kind::emit; each < Kind::timeout; each = static_cast<Kind>(static_cast<int>(each) + 1))
        known.append(name(each)).append(", ");
      wrong("there is no form \"" + word + "\"; there are " + known.append(name(Kind::timeout)));
    }
    innermost().kind = *kind;
    expect_clean_up(*kind);
    return forms_.back().named = true;
  }

  // A clean-up is emits in a seq: it cannot wait, fail or be cancelled itself.
  void expect_clean_up(Kind kind) const {
    const Program& program = builder_.so_far();
    const auto is_clean_up = [&](NodeId node) {
      return node != nowhere && program[node].index == 1 && program[node].parent != nowhere &&
             program[program[node].parent].kind == Kind::finally;
    };
    const NodeId node = builder_.innermost();
    const bool fits = (!is_clean_up(node) || kind == Kind::seq) &&
                      (!is_clean_up(program[node].parent) || kind == Kind::emit);
    if (!fits) wrong("a clean-up is emits in a seq only, not a " + std::string(name(kind)), Kind::finally);
  }

  void expect_program() {
    Form& form = forms_.back();
    if (!form.named) wrong("a form begins with its name, not with an array");
    if (wants_label() || wants_wait()) unwanted("an array");
    if (form.programs == most_programs(innermost().kind)) wrong("one thing too many", innermost().kind);
    ++form.programs;
  }

  bool number(std::optional<std::int64_t> value, const std::string& text = {}) {
    if (forms_.empty() || !forms_.back().named || !wants_wait()) return unwanted("a number");
    const std::string limit = std::to_string(longest_wait.count());
    if (!value) wrong("n is " + text + ", not an integer from 0 to " + limit, innermost().kind);
    if (*value < 0) wrong("n is below 0", innermost().kind);
    if (*value > longest_wait.count()) wrong("n is above " + limit, innermost().kind);
    innermost().wait = Milliseconds{*value};
    if (innermost().kind == Kind::sleep) slept_ += innermost().wait;
    if (slept_ > longest_wait) wrong("the sleeps add up to more than " + limit + " ms");
    return forms_.back().has_value = true;
  }

  Builder builder_;
  std::vector<Form> forms_;
  Milliseconds slept_{0};
};

// From the paths of a program to its nodes, one step a hop.
class Paths {
 public:
  explicit Paths(const Program& program) {
    for (NodeId node = 1; node < program.size(); ++node)
      children_[key(program[node].parent, program[node].index)] = node;
  }

  NodeId find(std::string_view path) const {
    NodeId node = Program::root;
    while (!path.empty()) {
      const auto dot = std::min(path.find('.'), path.size());
      const auto index = std::stoul(std::string(path.substr(0, dot)));
      const auto child = children_.find(key(node, static_cast<std::uint32_t>(index)));
      if (child == children_.end()) throw Malformed("a run names a path that its program has not");
      node = child->second;
      path.remove_prefix(std::min(dot + 1, path.size()));
    }
    return node;
  }

 private:
  static std::uint64_t key(NodeId parent, std::uint32_t index) {
    return (static_cast<std::uint64_t>(parent) << 32U) | index;
  }
  std::unordered_map<std::uint64_t, NodeId> children_;
};

}  // namespace

Program parse(std::string_view text) {
  Reader reader;
  json::sax_parse(text.begin(), text.end(), &reader);
  return reader.take();
}

Run read_run(const Program& program, std::string_view text) try {
  const json lines = json::parse(text);
  if (lines.is_object()) throw Malformed(lines.at("error").get<std::string>());
  const Paths paths(program);
  Run run;
  for (const json& line : lines) {
    const Milliseconds t{line.at("t").get<std::int64_t>()};
    if (line.contains("end")) {
      run.ended = t;
      run.end = line.at("end").get<std::string>();
    } else {
      run.lines.push_back(
          {t, paths.find(line.at("path").get<std::string>()), line.at("emit").get<std::string>()});
    }
  }
  return run;
} catch (const json::exception& error) {
  throw Malformed(std::string("not a run: ") + error.what());
}

}  // namespace unroll::equivalence
