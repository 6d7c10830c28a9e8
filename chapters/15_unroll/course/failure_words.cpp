#include "15_unroll/course/failure_words.hpp"

#include <signal.h>

#include <array>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string_view>

namespace unroll::course {

namespace {

constexpr std::string_view by_signal = "the program was ended by ";

/// How a failure begins that the support of the tests has found: in a comparison, at the end of a test, or in
/// an error that it throws.
struct Beginning {
  std::string_view words;
  Verdict::Kind kind;
};
constexpr std::array beginnings{
    Beginning{"[wrong order]", Verdict::Kind::wrong_order},
    Beginning{"[wrong value]", Verdict::Kind::wrong_value},
    Beginning{"[blocked loop]", Verdict::Kind::blocked_loop},
    Beginning{"Failed\n[blocked loop]", Verdict::Kind::blocked_loop},
    Beginning{"[not written yet]", Verdict::Kind::not_written},
    Beginning{"an error left the test: [not written yet] ", Verdict::Kind::not_written},
    Beginning{"C++ exception with description \"[not written yet] ", Verdict::Kind::not_written},
    Beginning{"an error left the test: [lost wake-up] nothing will happen any more",
              Verdict::Kind::lost_wake_up}};
/// In an assertion that wants another error, or none.
constexpr std::string_view instead = "it throws unroll::NotWritten with description \"[not written yet] ";
constexpr std::string_view lost_instead =
    "it throws std::runtime_error with description \"[lost wake-up] nothing will happen any more";

/// The largest number is mostly none: what a search brings that has found nothing, or one below zero.
std::string with_largest_explained(std::string said) {
  const std::string largest = std::to_string(std::numeric_limits<std::uint64_t>::max());
  const std::string_view meaning = " (npos: nothing was found; or one below 0)";
  for (std::size_t at = said.find(largest); at != std::string::npos; at = said.find(largest, at)) {
    at += largest.size();
    said.insert(at, meaning);
  }
  return said;
}

/// Without what GoogleTest says of itself.
std::string without_its_frame(const std::string& said) {
  if (said.starts_with("Unknown C++ exception thrown in the test body"))
    return "an error left the test that is no std::exception";
  const std::string_view thrown = "C++ exception with description \"";
  if (const std::size_t end = said.rfind("\" thrown in the test body");
      said.starts_with(thrown) && end != std::string::npos)
    return "an error left the test: " + said.substr(thrown.size(), end - thrown.size());
  const std::string_view actual = "\n  Actual: ";
  const std::string_view expected = "\nExpected: ";
  const std::size_t begin = said.find(actual);
  if (!said.starts_with("Value of: ") || begin == std::string::npos) return said;
  const std::size_t from = begin + actual.size();
  const std::string_view compared = "false ([";
  const std::string_view answered = ")\nExpected: true";
  if (said.compare(from, compared.size(), compared) == 0) {
    const std::size_t end = said.find(answered, from);
    const std::size_t open = from + compared.size() - 1;
    return end == std::string::npos ? said
                                    : said.substr(open, end - open) + said.substr(end + answered.size());
  }
  const std::size_t answer = said.find('\n', from);
  if (answer == std::string::npos || said.compare(answer, expected.size(), expected) != 0) return said;
  const std::size_t why = said.find('\n', answer + 1);
  const bool explained = why != std::string::npos && why + 1 != said.size();
  return explained ? "this does not hold: " + said.substr(why + 1) : said;
}

}  // namespace

std::string plain_failure(const std::string& said) { return with_largest_explained(without_its_frame(said)); }

bool knows_only_the_signal(const Verdict& verdict) {
  return verdict.kind == Verdict::Kind::crash && verdict.text.find(by_signal) != std::string::npos;
}

std::string ended_by(int signal) {
  const std::string by = std::string(by_signal) + ::strsignal(signal);
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

std::string ended_by_call(int signal) {
  return std::string(by_signal) + ::strsignal(signal) +
         ": what was called is no function. Was a coroutine resumed that has ended, or that is gone? Or is a "
         "pointer to a function empty?";
}

std::optional<Verdict::Kind> kind_in(const std::string& said) {
  for (const Beginning& one : beginnings) {
    if (said.starts_with(one.words)) return one.kind;
  }
  if (said.find(instead) != std::string::npos) return Verdict::Kind::not_written;
  if (said.find(lost_instead) != std::string::npos) return Verdict::Kind::lost_wake_up;
  return {};
}

}  // namespace unroll::course
