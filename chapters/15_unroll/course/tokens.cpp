#include "15_unroll/course/tokens.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string_view>

namespace unroll::course {
namespace {

/// The longer ones first.
constexpr std::array<std::string_view, 24> signs{
    "<=>", "<<=", ">>=", "...", "::", "==", "!=", "<=", ">=", "&&", "||", "++",
    "--",  "+=",  "-=",  "*=",  "/=", "%=", "&=", "|=", "^=", "->", "<<", ">>"};

bool in_word(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return std::isalnum(byte) != 0 || c == '_' || byte >= 0x80;
}

class Reader {
 public:
  explicit Reader(std::string_view source) : source_(source) {}

  std::vector<Token> read() {
    while (at_ < source_.size()) next();
    return std::move(tokens_);
  }

 private:
  bool here(std::string_view what) const { return source_.substr(at_).starts_with(what); }

  void next() {
    const char c = source_[at_];
    if (c == '\n') return space();
    if (std::isspace(static_cast<unsigned char>(c)) != 0) return skip(at_ + 1);
    if (c == '#' && line_is_empty_) return directive();
    if (here("//")) return skip(source_.find('\n', at_));
    if (here("/*")) return skip(behind("*/", at_ + 2));
    if (here("R\"")) return raw();
    if (c == '"' || c == '\'') return take(Token::Kind::text, end_of_text(c));
    if (std::isdigit(static_cast<unsigned char>(c)) != 0) return take(Token::Kind::number, end_of_number());
    if (in_word(c)) return take(Token::Kind::word, end_of_word());
    const auto* const sign = std::find_if(signs.begin(), signs.end(), [&](auto one) { return here(one); });
    take(Token::Kind::sign, at_ + (sign == signs.end() ? 1 : sign->size()));
  }

  void space() {
    skip(at_ + 1);
    line_is_empty_ = true;
  }

  void skip(std::size_t to) {
    to = std::min(to, source_.size());
    line_ += static_cast<std::size_t>(std::count(source_.data() + at_, source_.data() + to, '\n'));
    at_ = to;
  }

  void take(Token::Kind kind, std::size_t to) {
    to = std::min(to, source_.size());
    tokens_.push_back({kind, std::string(source_.substr(at_, to - at_)), at_, line_});
    line_is_empty_ = false;
    skip(to);
  }

  std::size_t behind(std::string_view what, std::size_t from) const {
    const std::size_t found = source_.find(what, from);
    return found == std::string_view::npos ? source_.size() : found + what.size();
  }

  /// To the end of its line; one that ends with a backslash goes on.
  void directive() {
    std::size_t end = source_.find('\n', at_);
    while (end != std::string_view::npos && source_[end - 1] == '\\') end = source_.find('\n', end + 1);
    skip(end);
  }

  void raw() {
    const std::size_t open = source_.find('(', at_);
    if (open == std::string_view::npos) return skip(source_.size());
    const std::string close = ")" + std::string(source_.substr(at_ + 2, open - at_ - 2)) + "\"";
    take(Token::Kind::text, behind(close, open));
  }

  std::size_t end_of_text(char quote) const {
    std::size_t to = at_ + 1;
    while (to < source_.size() && source_[to] != quote) to += source_[to] == '\\' ? 2 : 1;
    return to + 1;
  }

  std::size_t end_of_word() const {
    std::size_t to = at_;
    while (to < source_.size() && in_word(source_[to])) ++to;
    return to;
  }

  std::size_t end_of_number() const {
    std::size_t to = at_;
    while (to < source_.size() && (in_word(source_[to]) || source_[to] == '\'' || source_[to] == '.')) ++to;
    return to;
  }

  std::string_view source_;
  std::size_t at_ = 0;
  std::size_t line_ = 1;
  bool line_is_empty_ = true;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> tokens_of(const std::string& source) { return Reader(source).read(); }

}  // namespace unroll::course
