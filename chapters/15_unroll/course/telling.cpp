#include "15_unroll/course/telling.hpp"

#include <algorithm>
#include <cctype>
#include <ostream>
#include <sstream>

#include "15_unroll/course/compiler_words.hpp"
#include "15_unroll/course/explain.hpp"

namespace unroll::course {

namespace {

std::string words_of(const std::string& name, bool first_is_large) {
  std::string words;
  for (const char c : name) {
    const auto byte = static_cast<unsigned char>(c);
    if (std::isupper(byte) != 0 && !words.empty()) words += ' ';
    words += words.empty() && first_is_large ? c : static_cast<char>(std::tolower(byte));
  }
  return words;
}

/// What a program says may hold anything, also what moves the cursor of a terminal; and be of any length.
void indented(std::ostream& out, const std::string& text) {
  constexpr std::size_t at_most = 100;
  std::istringstream lines(first_lines(text, at_most));
  for (std::string line; std::getline(lines, line);) {
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }, '?');
    out << "  " << line << "\n";
  }
  if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > at_most) out << "  …\n";
}

}  // namespace

std::string promise_of(const std::string& test) {
  const std::size_t dot = test.find('.');
  if (dot == std::string::npos) return words_of(test, true);
  return words_of(test.substr(0, dot), true) + ": " + words_of(test.substr(dot + 1), false);
}

std::string sentence_for(const Exercise& exercise, const std::string& test, const std::string& verdict) {
  for (const std::string& key : {test + " (" + verdict + ")", test, "(" + verdict + ")"}) {
    const auto found = exercise.when.find(key);
    if (found != exercise.when.end()) return found->second;
  }
  return {};
}

void tell(std::ostream& out, const Paint& paint, const Exercise& exercise, const Verdict& verdict,
          const std::string& variant, const std::string& log) {
  const std::string build = variant == "plain" ? "" : " (" + variant + " sanitizer)";
  if (verdict.passed()) {
    out << paint.green << "passed" << paint.plain << build << ": " << exercise.full_name() << ", "
        << verdict.executed << " tests\n";
    return;
  }
  out << paint.red << verdict.word() << paint.plain << build << ": " << exercise.full_name() << "\n";
  if (!verdict.test.empty()) out << "  " << paint.bold << promise_of(verdict.test) << paint.plain << "\n";
  if (!verdict.where.empty()) out << "  at " << verdict.where << "\n";
  indented(out, verdict.text);
  if (verdict.failed.size() > 1) out << "  and " << verdict.failed.size() - 1 << " more tests fail\n";
  const std::string sentence = sentence_for(exercise, verdict.test, verdict.word());
  if (!sentence.empty()) out << "\n  " << sentence << "\n";
  out << paint.dim << "  all that was said: " << log << "; what '" << verdict.word()
      << "' means: ./unroll explain " << Verdict::words[static_cast<std::size_t>(verdict.kind)] << paint.plain
      << "\n";
}

}  // namespace unroll::course
