#include "15_unroll/course/telling.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <ostream>
#include <sstream>
#include <utility>
#include <vector>

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

/// What compilers say is quoted as it is, and a sanitizer's words that nobody knows; all else is prose.
bool is_quoted(const Verdict& verdict) {
  return verdict.kind == Verdict::Kind::compile_error || verdict.text.find("Sanitizer") != std::string::npos;
}

/// What a program says may hold anything, also what moves the cursor of a terminal; and be of any length.
std::string indented(const std::string& text) {
  constexpr std::size_t at_most = 100;
  std::string all;
  std::istringstream lines(first_lines(text, at_most));
  for (std::string line; std::getline(lines, line);) {
    std::replace_if(
        line.begin(), line.end(), [](unsigned char c) { return (c < 0x20 && c != '\t') || c == 0x7f; }, '?');
    all += "  " + line + "\n";
  }
  if (static_cast<std::size_t>(std::count(text.begin(), text.end(), '\n')) > at_most) all += "  …\n";
  return all;
}

/// Where a program broke off, the test has not compared anything: what is said of the test's promise may be
/// beside the point.
bool has_compared(const std::string& verdict) {
  const auto kind = kind_of(verdict);
  return kind == Verdict::Kind::wrong_value || kind == Verdict::Kind::wrong_order ||
         kind == Verdict::Kind::lost_wake_up || kind == Verdict::Kind::blocked_loop ||
         kind == Verdict::Kind::not_written;
}

/// What the usual errors of compilers mean.
std::string sentence_for_compiler(const std::string& error) {
  using Words = std::pair<const char*, const char*>;
  constexpr auto to_be_changed =
      "Something const is to be changed here. Is the function, or the object, const by mistake?";
  constexpr auto two_of_one_name =
      "It is there twice. The test has a `main` of its own; and what stands in a header is `inline`.";
  constexpr std::array<Words, 24> known{{
      {"puts its starter there", ""},  // said already
      {"todo.hpp", "Leave the includes of the starter as they are."},
      {"was not declared",
       "The compiler does not know this name here. Is it spelled right, and is its header included?"},
      {"undeclared identifier",
       "The compiler does not know this name here. Is it spelled right, and is its header included?"},
      {"unknown type name",
       "The compiler does not know this name here. Is it spelled right, and is its header included?"},
      {"has no member named",
       "There is no member of that name. Look at how it is spelled, and at what the type really is."},
      {"no member named",
       "There is no member of that name. Look at how it is spelled, and at what the type really is."},
      {"expected ‘;’", "A semicolon is missing, mostly at the end of the line before."},
      {"expected ';'", "A semicolon is missing, mostly at the end of the line before."},
      {"no matching function", "There is such a function, but none that takes what is given to it here."},
      {"constructible from input type",
       "Something is copied here that can only be moved, or not even that. std::move hands it over."},
      {"deleted",
       "Something is copied here that can only be moved, or not even that. std::move hands it over."},
      {"discards qualifiers", to_be_changed},
      {"not marked const", to_be_changed},
      {"drops 'const' qualifier", to_be_changed},
      {"convert", "A value of one type stands where another type is wanted."},
      {"conversion", "A value of one type stands where another type is wanted."},
      {"redefin", "Two things have the same name here."},
      {"undefined reference", "It is declared and used, and its body is missing."},
      {"undefined symbol", "It is declared and used, and its body is missing."},
      {"does not enclose", "A bracket } is missing, perhaps the one that ends the namespace."},
      {"duplicate symbol", two_of_one_name},
      {"multiple definition", two_of_one_name},
      {"expected",
       "Something is missing just before this place, or too much: a bracket, a comma, a semicolon."},
  }};
  for (const auto& [words, sentence] : known) {
    if (error.find(words) != std::string::npos) return sentence;
  }
  return "Mend this one and check again. Errors behind the first are often its echo.";
}

/// Without the tag that says of which kind a comparison is: the verdict has said it.
std::string without_tag(std::string text) {
  if (text.starts_with("[") && text.find("]\n") < 20) text.erase(0, text.find('\n') + 1);
  return text;
}

}  // namespace

std::string promise_of(const std::string& test) {
  const std::size_t dot = test.find('.');
  if (dot == std::string::npos) return words_of(test, true);
  return words_of(test.substr(0, dot), true) + ": " + words_of(test.substr(dot + 1), false);
}

std::string sentence_for(const Exercise& exercise, const std::string& test, const std::string& verdict) {
  std::vector<std::string> keys{test + " (" + verdict + ")", "(" + verdict + ")"};
  if (has_compared(verdict)) keys.insert(keys.begin() + 1, test);
  for (const std::string& key : keys) {
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
        << verdict.executed << (verdict.executed == 1 ? " test\n" : " tests\n")
        << folded(indented(verdict.text));
    return;
  }
  out << paint.red << verdict.word() << paint.plain << build << ": " << exercise.full_name() << "\n";
  if (!verdict.where.empty()) out << "  at " << verdict.where << "\n";
  if (!verdict.test.empty()) out << paint.bold << folded("  " + promise_of(verdict.test)) << paint.plain;
  const std::string text = indented(without_tag(verdict.text));
  out << (is_quoted(verdict) ? text : folded(text));
  if (const std::size_t others = verdict.failed.size(); others > 1)
    out << (others == 2 ? "  and 1 more test fails\n"
                        : "  and " + std::to_string(others - 1) + " more tests fail\n");
  std::string sentence = sentence_for(exercise, verdict.test, verdict.word());
  if (sentence.empty() && verdict.kind == Verdict::Kind::compile_error)
    sentence = sentence_for_compiler(
        verdict.where.empty() ? verdict.text : verdict.text.substr(0, verdict.text.find('\n')));
  if (!sentence.empty()) out << "\n" << folded("  " + sentence);
  const std::string word = Verdict::words[static_cast<std::size_t>(verdict.kind)];
  const bool has_run = verdict.kind != Verdict::Kind::compile_error;
  out << paint.dim << (has_run ? "  what it printed: " : "  all of it: ") << log << "\n"
      << folded("  what '" + verdict.word() + "' means: ./unroll explain " + word) << paint.plain;
}

}  // namespace unroll::course
