#include "15_unroll/course/mutator.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <utility>

namespace unroll::course {
namespace {

using Pair = std::pair<std::string_view, std::string_view>;

/// Signs that stand between two values, with a space on either side.
constexpr std::array<Pair, 12> operators{{{"==", "!="},
                                          {"!=", "=="},
                                          {"<", "<="},
                                          {"<=", "<"},
                                          {">", ">="},
                                          {">=", ">"},
                                          {"+", "-"},
                                          {"-", "+"},
                                          {"+=", "-="},
                                          {"-=", "+="},
                                          {"&&", "||"},
                                          {"||", "&&"}}};

constexpr std::array<Pair, 20> names{{{"begin", "end"},
                                      {"end", "begin"},
                                      {"front", "back"},
                                      {"back", "front"},
                                      {"push_back", "push_front"},
                                      {"push_front", "push_back"},
                                      {"emplace_back", "emplace_front"},
                                      {"emplace_front", "emplace_back"},
                                      {"pop_front", "pop_back"},
                                      {"pop_back", "pop_front"},
                                      {"min", "max"},
                                      {"max", "min"},
                                      {"notify_one", "notify_all"},
                                      {"notify_all", "notify_one"},
                                      {"lower_bound", "upper_bound"},
                                      {"upper_bound", "lower_bound"},
                                      {"floor", "ceil"},
                                      {"ceil", "floor"},
                                      {"first", "second"},
                                      {"second", "first"}}};

constexpr std::array<Pair, 4> literals{{{"true", "false"}, {"false", "true"}, {"0", "1"}, {"1", "0"}}};

template <class Pairs>
std::string other(const Pairs& pairs, const std::string& text) {
  const auto* const found =
      std::find_if(pairs.begin(), pairs.end(), [&](const Pair& pair) { return pair.first == text; });
  return found == pairs.end() ? "" : std::string(found->second);
}

/// As one line, with one space where there were more, and not too long.
std::string as_line(std::string_view text) {
  constexpr std::size_t longest = 160;
  std::string line;
  for (const char c : text) {
    const bool space = std::isspace(static_cast<unsigned char>(c)) != 0;
    if (!space)
      line += c;
    else if (!line.empty() && line.back() != ' ')
      line += ' ';
  }
  while (line.ends_with(' ')) line.pop_back();
  if (line.size() > longest) {
    line.resize(longest);
    while ((static_cast<unsigned char>(line.back()) & 0xc0U) == 0x80) line.pop_back();
    line.back() = '~';  // it goes on
  }
  return line;
}

}  // namespace

Mutator::Mutator(const std::string& source, std::vector<bool> allowed)
    : source_(source), allowed_(std::move(allowed)), tokens_(tokens_of(source_)), outline_(tokens_) {}

std::vector<Mutant> Mutator::make() {
  change_words();
  change_heads();
  change_statements();
  return_early();
  return std::move(mutants_);
}

void Mutator::replace(const char* kind, std::size_t from, std::size_t to, const std::string& by) {
  const auto line = 1 + static_cast<std::size_t>(std::count(source_.data(), source_.data() + from, '\n'));
  if (line >= allowed_.size() || !allowed_[line]) return;
  const std::string text = source_.substr(0, from) + by + source_.substr(to);
  const std::size_t begin = from == 0 ? 0 : source_.rfind('\n', from - 1) + 1;
  const std::size_t end = std::min(source_.find('\n', to), source_.size());
  const std::string_view before = std::string_view(source_).substr(begin, end - begin);
  const std::string_view after =
      std::string_view(text).substr(begin, end + text.size() - source_.size() - begin);
  mutants_.push_back({kind, line, as_line(before), as_line(after), text});
}

bool Mutator::is_any(std::size_t i, std::string_view words) const {
  const std::string word = " " + tokens_[i].text + " ";
  return tokens_[i].kind != Token::Kind::text && words.find(word) != std::string_view::npos;
}

bool Mutator::has_space_round(std::size_t i) const {
  const Token& token = tokens_[i];
  return token.at > 0 && source_[token.at - 1] == ' ' && token.end() < source_.size() &&
         std::isspace(static_cast<unsigned char>(source_[token.end()])) != 0;
}

void Mutator::change_words() {
  for (std::size_t i = 0; i != tokens_.size(); ++i) {
    if (tokens_[i].kind == Token::Kind::sign)
      change_sign(i);
    else
      change_word(i);
  }
}

void Mutator::change_word(std::size_t i) {
  const std::string& text = tokens_[i].text;
  if (tokens_[i].kind == Token::Kind::text) return;
  if (const std::string literal = other(literals, text); !literal.empty()) replace("literal", i, literal);
  const bool is_called = i > 0 && (is_any(i - 1, " . -> :: "));
  if (const std::string name = other(names, text); !name.empty() && is_called) replace("name", i, name);
  if (text == "co_await") replace("drop-await", tokens_[i].at, tokens_[i + 1].at, "");
  if (text == "std" && is(i + 1, "::") && is(i + 2, "move") && is(i + 3, "("))
    replace("drop-move", tokens_[i].at, tokens_[i + 3].at, "");
}

void Mutator::change_sign(std::size_t i) {
  const std::string& text = tokens_[i].text;
  if (text == "++" || text == "--") return replace("operator", i, text == "++" ? "--" : "++");
  if (text == "!") return replace("drop-not", i, "");
  if (!has_space_round(i)) return;  // `vector<int>`, `Job&&`, `-1`
  const std::string sign = other(operators, text);
  if (!sign.empty()) replace("operator", i, sign);
  if (text == "&&" || text == "||") drop_operands(i);
}

/// What stands on either side of `&&` and `||`, up to what binds less.
void Mutator::drop_operands(std::size_t i) {
  const std::string_view ends = is(i, "&&") ? " ( [ { ) ] } ; , = return co_return ? : && || "
                                            : " ( [ { ) ] } ; , = return co_return ? : || ";
  std::size_t first = i;
  while (first > 0 && (!is_any(first - 1, ends) || is_any(first - 1, " ) ] } ")))
    first = is_any(first - 1, " ) ] } ") ? outline_.partner(first - 1) : first - 1;
  std::size_t last = i;
  while (last + 1 < tokens_.size() && (!is_any(last + 1, ends) || is_any(last + 1, " ( [ { ")))
    last = is_any(last + 1, " ( [ { ") ? outline_.partner(last + 1) : last + 1;
  replace("drop-operand", tokens_[first].at, tokens_[i + 1].at, "");
  replace("drop-operand", tokens_[i - 1].end(), tokens_[last].end(), "");
}

void Mutator::change_heads() {
  for (std::size_t i = 0; i + 1 < tokens_.size(); ++i) {
    if (is(i, "if") && is(i + 1, "(")) change_condition(i + 1);
    const bool ends_do = is(i, "while") && is(i + 1, "(") && is(outline_.partner(i + 1) + 1, ";");
    if (is(i, "while") && !ends_do) replace("once", i, "if");
  }
}

/// In `if (const auto found = look(); found)` it is what stands behind the semicolon.
void Mutator::change_condition(std::size_t open) {
  const std::size_t close = outline_.partner(open);
  std::size_t first = open + 1;
  for (std::size_t i = first; i < close; ++i) {
    if (is_any(i, " ( [ { ")) i = outline_.partner(i);
    if (is(i, ";")) first = i + 1;
  }
  replace("always", tokens_[first].at, tokens_[close].at, "true");
  replace("never", tokens_[first].at, tokens_[close].at, "false");
}

void Mutator::change_statements() {
  for (const Statement& statement : outline_.lone()) drop(statement, "{}");
  for (const auto& block : outline_.blocks()) {
    for (const Statement& statement : block) {
      const bool is_result = &statement == &block.back() && is_any(statement.first, " return co_return ");
      if (!is_result) drop(statement, "");  // without it a function ends nowhere, and anything may happen
    }
    for (std::size_t i = 1; i < block.size(); ++i) swap(block[i - 1], block[i]);
  }
}

/// Whole `if`s and blocks stay: the condition that is never true does the same.
void Mutator::drop(const Statement& statement, const std::string& by) {
  if (is_any(statement.first, " if { try do switch case default using struct ")) return;
  const std::size_t from = tokens_[statement.first].at;
  const std::size_t to = tokens_[statement.last].end();
  const std::string lines(
      static_cast<std::size_t>(std::count(source_.data() + from, source_.data() + to, '\n')), '\n');
  replace("drop-statement", from, to, by + lines);
}

void Mutator::swap(const Statement& one, const Statement& other) {
  const std::string_view last_ones = " return co_return throw break continue case default using struct ";
  if (is_any(one.first, last_ones) || is_any(other.first, last_ones)) return;
  const auto part = [&](std::size_t from, std::size_t to) { return source_.substr(from, to - from); };
  const std::size_t from = tokens_[one.first].at;
  const std::size_t to = tokens_[other.last].end();
  const std::string between = part(tokens_[one.last].end(), tokens_[other.first].at);
  replace("swap", from, to,
          part(tokens_[other.first].at, to) + between + part(from, tokens_[one.last].end()));
}

/// With what a function returns that has nothing to say. The compiler refuses it where that cannot be.
void Mutator::return_early() {
  for (const std::size_t open : outline_.functions()) {
    const std::size_t close = outline_.partner(open);
    if (close == open + 1 || is_any(open + 1, " return co_return throw ")) continue;
    bool suspends = false;
    bool has_value = false;
    for (std::size_t i = open + 1; i != close; ++i) {
      if (is_any(i, " co_await co_yield co_return ")) suspends = true;
      if (is_any(i, " return co_return ") && !is(i + 1, ";")) has_value = true;
    }
    replace("return-early", tokens_[open].end(), tokens_[open].end(),
            std::string(suspends ? " co_return" : " return") + (has_value ? " {};" : ";"));
  }
}

}  // namespace unroll::course
