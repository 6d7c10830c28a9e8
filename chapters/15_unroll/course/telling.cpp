#include "15_unroll/course/telling.hpp"

#include <cctype>
#include <ostream>
#include <sstream>

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

/// What compilers and sanitizers say is quoted as it is; all else is prose.
bool is_quoted(const Verdict& verdict) {
  return verdict.kind == Verdict::Kind::compile_error ||
         verdict.text.find("Sanitizer") != std::string::npos ||
         verdict.text.find("runtime error: ") != std::string::npos;
}

std::string indented(const std::string& text) {
  std::string all;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) all += "  " + line + "\n";
  return all;
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
  if (!verdict.where.empty()) out << "  at " << verdict.where << "\n";
  if (!verdict.test.empty()) out << paint.bold << folded("  " + promise_of(verdict.test)) << paint.plain;
  const std::string text = indented(verdict.text);
  out << (is_quoted(verdict) ? text : folded(text));
  if (verdict.failed.size() > 1) out << "  and " << verdict.failed.size() - 1 << " more tests fail\n";
  const std::string sentence = sentence_for(exercise, verdict.test, verdict.word());
  if (!sentence.empty()) out << "\n" << folded("  " + sentence);
  const std::string word = Verdict::words[static_cast<std::size_t>(verdict.kind)];
  out << paint.dim << "  all that was said: " << log << "\n"
      << folded("  what '" + verdict.word() + "' means: ./unroll explain " + word) << paint.plain;
}

}  // namespace unroll::course
