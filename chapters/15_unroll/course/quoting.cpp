#include "15_unroll/course/quoting.hpp"

#include <signal.h>

#include <algorithm>
#include <cstring>
#include <regex>

namespace unroll::course {

std::string plain(const std::string& said) {
  static const std::regex wrapped(
      R"re(^C\+\+ exception with description "([^]*)" thrown in the test body[^]*)re");
  static const std::regex compared(
      R"re(^Value of: [^\n]*\n  Actual: false \((\[[^]*?)\)\nExpected: true(\n[^]*)?$)re");
  static const std::regex explained(R"re(^Value of: [^\n]*\n  Actual: \w+\nExpected: \w+\n([^]+)$)re");
  std::string text = std::regex_replace(said, wrapped, "an error left the test: $1");
  text = std::regex_replace(text, compared, "$1$2");
  return std::regex_replace(text, explained, "this does not hold: $1");
}

std::string first_lines(const std::string& text, std::size_t count) {
  std::size_t at = 0;
  for (; count != 0 && at < text.size(); --count) {
    at = text.find('\n', at);
    if (at == std::string::npos) return text;
    ++at;
  }
  return text.substr(0, at);
}

std::string without_rule(const std::string& report) {
  const std::size_t begin = std::min(report.find_first_not_of('\n'), report.size());
  const std::size_t end = std::min(report.find_first_not_of('=', begin), report.size());
  return report.substr(end - begin > 10 && end != report.size() ? end + 1 : begin);
}

std::string with_its_source(const std::string& error) {
  std::size_t end = error.find('\n');
  for (int lines = 0; lines != 3 && end != std::string::npos && error[end + 1] == ' '; ++lines)
    end = error.find('\n', end + 1);
  return error.substr(0, end);
}

std::string ended_by(int signal) {
  const std::string by = std::string("the program was ended by ") + ::strsignal(signal);
  if (signal == SIGABRT)
    return by +
           ": an assertion did not hold, or an error met a function that lets none out (noexcept, a "
           "destructor). What it said last stands in the log, named below";
  if (signal == SIGSEGV)
    return by +
           ": it used an address where nothing is: a null pointer, something that is gone, or a stack that "
           "was used up by calls within calls";
  return by;
}

}  // namespace unroll::course
