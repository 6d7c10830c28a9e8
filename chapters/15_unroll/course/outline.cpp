#include "15_unroll/course/outline.hpp"

#include <algorithm>
#include <initializer_list>
#include <string>

#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

bool is_any(const Token& token, std::initializer_list<const char*> words) {
  return std::any_of(words.begin(), words.end(), [&](const char* word) { return token.is(word); });
}

}  // namespace

Outline::Outline(const std::vector<Token>& tokens)
    : tokens_(tokens),
      partners_(tokens.size()),
      holds_(tokens.size(), Holds::values),
      enclosing_(tokens.size()) {
  pair();
  classify();
  for (std::size_t i = 0; i != tokens_.size(); ++i) {
    if (!tokens_[i].is("{")) continue;
    if (holds_[i] == Holds::function) functions_.push_back(i);
    if (holds_[i] == Holds::function || holds_[i] == Holds::statements) split(i);
  }
}

void Outline::pair() {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i != tokens_.size(); ++i) {
    if (is_any(tokens_[i], {"(", "[", "{"})) open.push_back(i);
    if (!is_any(tokens_[i], {")", "]", "}"})) continue;
    if (open.empty())
      throw Refused("line " + std::to_string(tokens_[i].line) + ": nothing opens this bracket");
    partners_[i] = open.back();
    partners_[open.back()] = i;
    open.pop_back();
  }
  if (!open.empty())
    throw Refused("line " + std::to_string(tokens_[open.back()].line) + ": nothing closes this bracket");
}

void Outline::classify() {
  std::vector<std::size_t> open;
  for (std::size_t i = 0; i != tokens_.size(); ++i) {
    if (tokens_[i].is("}")) open.pop_back();
    if (!tokens_[i].is("{")) continue;
    enclosing_[i] = open.empty() ? i : open.back();
    holds_[i] = what_holds(i);
    open.push_back(i);
  }
}

Outline::Holds Outline::what_holds(std::size_t brace) const {
  if (brace == 0) return Holds::values;
  const Token& before = tokens_[brace - 1];
  const std::size_t round = enclosing_[brace];
  if (before.is(")")) {
    const std::size_t head = partners_[brace - 1];
    const bool control =
        head > 0 && is_any(tokens_[head - 1], {"if", "while", "for", "switch", "catch", "constexpr"});
    return control ? Holds::statements : Holds::function;
  }
  if (is_any(before, {"else", "do", "try"})) return Holds::statements;
  if (is_any(before, {"]", "const", "noexcept", "override", "mutable"})) return Holds::function;
  if (is_any(before, {";", "{", "}"})) {
    if (round == brace || holds_[round] == Holds::values) return Holds::values;
    return holds_[round] == Holds::members ? Holds::function : Holds::statements;  // behind `: a_{1}`
  }
  if (ends_head_of_lambda(brace)) return Holds::function;
  return begins_type(brace) ? Holds::members : Holds::values;
}

bool Outline::ends_head_of_lambda(std::size_t brace) const {
  for (std::size_t i = brace; i-- > 1;) {
    if (is_any(tokens_[i], {";", "{", "}", "(", ","})) return false;
    if (tokens_[i].is("->")) return tokens_[i - 1].is(")");
  }
  return false;
}

bool Outline::begins_type(std::size_t brace) const {
  for (std::size_t i = brace; i-- > 0;) {
    if (is_any(tokens_[i], {"class", "struct", "union", "enum", "namespace"})) return true;
    if (is_any(tokens_[i], {";", "{", "}", "(", ")", "="})) return false;
  }
  return false;
}

void Outline::split(std::size_t brace) {
  std::vector<Statement> statements;
  for (std::size_t first = brace + 1; first < partners_[brace];) {
    const std::size_t last = end_of(first);
    statements.push_back({first, last});
    first = last + 1;
  }
  blocks_.push_back(std::move(statements));
}

/// Behind a head: a block, or a statement that stands alone.
std::size_t Outline::end_of_branch(std::size_t first) {
  const std::size_t last = end_of(first);
  if (!tokens_[first].is("{")) lone_.push_back({first, last});
  return last;
}

std::size_t Outline::end_of_control(std::size_t first) {
  const std::size_t open = first + (tokens_[first + 1].is("constexpr") ? 2 : 1);
  std::size_t last = end_of_branch(partners_[open] + 1);
  if (tokens_[first].is("if") && tokens_[last + 1].is("else")) last = end_of_branch(last + 2);
  return last;
}

std::size_t Outline::end_of(std::size_t first) {
  const Token& begin = tokens_[first];
  if (begin.is("{")) return partners_[first];
  if (is_any(begin, {"if", "while", "for", "switch"})) return end_of_control(first);
  if (begin.is("do")) return partners_[end_of_branch(first + 1) + 2] + 1;
  if (begin.is("try")) {
    std::size_t last = partners_[first + 1];
    while (tokens_[last + 1].is("catch")) last = partners_[partners_[last + 2] + 1];
    return last;
  }
  for (std::size_t i = first; i < tokens_.size(); ++i) {
    if (tokens_[i].is(";")) return i;
    if (is_any(begin, {"case", "default"}) && tokens_[i].is(":")) return i;
    if (is_any(tokens_[i], {"(", "[", "{"})) i = partners_[i];
  }
  throw Refused("line " + std::to_string(begin.line) + ": this statement has no end");
}

}  // namespace unroll::course
