#include <cctype>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>

// Deletes every statement that begins with `trace::` from the C++ source on the standard input. What is left
// keeps its lines and columns, so that whatever the compiler says of a place it says of both sources alike.
// Declarations
// (`trace::Id id_;`) are not statements: they stay.
namespace {

bool is_name(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

std::size_t skip_name(std::string_view text, std::size_t at) {
  while (at < text.size() && is_name(text[at])) ++at;
  return at;
}

/// Behind the string, the character or the comment that begins at `at`; `at` if none does.
std::size_t skip_quoted(std::string_view text, std::size_t at) {
  if (text.substr(at, 2) == "//") return std::min(text.find('\n', at), text.size());
  if (text[at] != '"' && text[at] != '\'') return at;
  if (text[at] == '\'' && at > 0 && std::isdigit(static_cast<unsigned char>(text[at - 1])) != 0) return at;
  for (std::size_t end = at + 1; end < text.size(); ++end) {
    if (text[end] == '\\')
      ++end;
    else if (text[end] == text[at])
      return end + 1;
  }
  return text.size();
}

/// Where the statement that may begin at `at` ends: behind its semicolon; `at` if no trace statement begins
/// here.
std::size_t end_of_statement(std::string_view text, std::size_t at) {
  constexpr std::string_view door = "trace::";
  if (text.substr(at, door.size()) != door) return at;
  const std::size_t name = at + door.size();
  std::size_t next = skip_name(text, name);
  const std::string_view called = text.substr(name, next - name);
  const bool is_guard = called == "Running" || called == "BackToBack";
  if (is_guard) next = skip_name(text, next + 1);
  if (is_guard && next < text.size() && text[next] == ';') return next + 1;
  const bool is_call = std::islower(static_cast<unsigned char>(text[name])) != 0 || is_guard;
  if (!is_call || next >= text.size() || text[next] != '(') return at;
  int depth = 0;
  while (next < text.size()) {
    if (const std::size_t behind = skip_quoted(text, next); behind != next) {
      next = behind;
      continue;
    }
    depth += text[next] == '(' || text[next] == '{';
    depth -= text[next] == ')' || text[next] == '}';
    if (text[next++] == ';' && depth == 0) return next;
  }
  return at;
}

/// A statement begins behind one of these; a `trace::` anywhere else is a part of something.
bool begins_statement(char before) { return std::string_view("{};)").find(before) != std::string_view::npos; }

std::string without_trace(std::string text) {
  char before = ';';
  for (std::size_t at = 0; at < text.size();) {
    if (const std::size_t behind = skip_quoted(text, at); behind != at) {
      if (text[at] != '/') before = text[at];
      at = behind;
      continue;
    }
    const std::size_t end = begins_statement(before) ? end_of_statement(text, at) : at;
    if (end != at) {
      for (std::size_t i = at; i != end; ++i) {
        if (text[i] != '\n') text[i] = ' ';
      }
      text[at] = '{';  // an empty statement, for it may be all that an `if` has
      text[at + 1] = '}';
      at = end;
      before = '}';
      continue;
    }
    if (is_name(text[at])) {
      before = text[at];
      at = skip_name(text, at);
      continue;
    }
    if (std::isspace(static_cast<unsigned char>(text[at])) == 0) before = text[at];
    ++at;
  }
  return text;
}

}  // namespace

int main() {
  std::cout << without_trace({std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()});
}
