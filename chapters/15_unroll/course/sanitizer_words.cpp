#include "15_unroll/course/sanitizer_words.hpp"

#include <algorithm>
#include <array>
#include <sstream>
#include <string_view>

#include "15_unroll/course/compiler_words.hpp"

namespace unroll::course {

using Kind = Verdict::Kind;

namespace {

struct Known {
  std::string_view word;  // of the sanitizer
  Kind kind;
  std::string_view sentence;
};

// The first that is there counts.
constexpr std::array known_findings{
    Known{"runtime error: ", Kind::undefined, ""},
    Known{"data race", Kind::data_race,
          "two threads use the same memory, at least one of them writes, and nothing puts them in order"},
    Known{"lock-order-inversion", Kind::deadlock, "two threads take the same locks in different orders"},
    Known{"detected memory leaks", Kind::leak,
          "a memory leak: what nobody owns any more was never given back"},
    Known{"LeakSanitizer", Kind::leak, "a memory leak: what nobody owns any more was never given back"},
    Known{"stack-use-after-return", Kind::use_after_free,
          "a variable is used after its function has returned"},
    Known{"stack-use-after-scope", Kind::use_after_free, "a variable is used after the end of its block"},
    Known{"heap-use-after-free", Kind::use_after_free, "memory is used after it was given back"},
    Known{"use-after", Kind::use_after_free, "memory is used after its time"},
    Known{"double-free", Kind::use_after_free, "memory is given back twice"},
    Known{"exceeds maximum supported size", Kind::out_of_memory, "it asks for more memory than there is"},
    Known{"out of memory", Kind::out_of_memory, "it asks for more memory than there is"},
    Known{"out-of-memory", Kind::out_of_memory, "it asks for more memory than there is"},
    Known{"heap-buffer-overflow", Kind::crash,
          "it reads or writes beside a piece of memory that it got (heap-buffer-overflow)"},
    Known{"stack-buffer-overflow", Kind::crash,
          "it reads or writes beside a variable (stack-buffer-overflow)"},
    Known{"global-buffer-overflow", Kind::crash,
          "it reads or writes beside a variable (global-buffer-overflow)"},
    Known{"container-overflow", Kind::crash,
          "it reads or writes behind what a container holds (container-overflow)"},
    Known{"stack-overflow", Kind::crash,
          "the stack is used up: a function calls itself without an end (stack-overflow)"},
    Known{"SEGV", Kind::crash, "it uses memory that is not there (SEGV)"},
    Known{"overflow", Kind::crash, "it reads or writes where it may not"},
    Known{"ThreadSanitizer", Kind::data_race, "threads and memory are not in order"}};

/// Without the line of = that it begins with.
std::string without_rule(const std::string& report) {
  const std::size_t begin = std::min(report.find_first_not_of('\n'), report.size());
  const std::size_t end = std::min(report.find_first_not_of('=', begin), report.size());
  return report.substr(end - begin > 10 && end != report.size() ? end + 1 : begin);
}

/// `a.hpp:12` at the end of a frame, without its column.
std::string place_in(const std::string& line) {
  const std::size_t name = std::min(line.rfind(".hpp:"), line.rfind(".cpp:"));
  if (name == std::string::npos) return {};
  const std::size_t begin = line.rfind(' ', name) + 1;  // npos + 1: the beginning
  const std::size_t end = std::min(line.find_first_not_of("0123456789", name + 5), line.size());
  return end == name + 5 ? "" : line.substr(begin, end - begin);
}

bool is_frame(const std::string& line) {
  const std::size_t first = line.find_first_not_of(' ');
  return first != std::string::npos && line[first] == '#';
}

/// A line that says of what the frames below it are: `freed by thread T0 here:`.
bool is_heading(const std::string& line) {
  return line.ends_with(':') || line.find(" of size ") != std::string::npos;
}

/// Without addresses and process numbers.
std::string plain(const std::string& heading) {
  std::istringstream words(heading);
  std::string text;
  for (std::string word; words >> word;) {
    if (word == "at" || word.starts_with("0x") || word.starts_with("==") || word.starts_with("(0x")) continue;
    (text += text.empty() ? "" : " ") += word;
  }
  if (text.ends_with(':')) text.pop_back();
  return text;
}

bool can_be_read(const std::string& place, const std::string& own) {
  if (place.find(own) != std::string::npos) return true;
  return place.find("/support/") == std::string::npos &&
         (place.find("_test.cpp") != std::string::npos || place.starts_with("chapters/") ||
          place.starts_with("exercises/"));
}

/// The readable frames, each under what is said of it; at most three of a kind.
std::string story_of(const std::string& report, const std::string& own) {
  std::istringstream lines(report);
  std::string story;
  std::string heading;
  std::string before;
  int shown = 0;
  for (std::string line; std::getline(lines, line);) {
    if (!is_frame(line)) {
      if (is_heading(line)) {
        heading = plain(line);
        shown = 0;
      }
      continue;
    }
    const std::string place = place_in(line);
    if (place.empty() || !can_be_read(place, own) || shown == 3 || place == before) continue;
    if (shown++ == 0 && !heading.empty()) story += heading + "\n";
    story += "  at " + place + "\n";
    before = place;
  }
  return first_lines(story, 16);
}

}  // namespace

std::string own_place(const std::vector<std::string>& places, const std::string& own) {
  const auto in = [&](const std::string& what) {
    return std::find_if(places.begin(), places.end(),
                        [&](const std::string& place) { return place.find(what) != std::string::npos; });
  };
  for (const std::string& what : {own, std::string("_test.cpp"), std::string("chapters/")}) {
    if (const auto found = in(what); found != places.end()) return *found;
  }
  return {};
}

bool cannot_look_for_leaks(const std::string& report) {
  return report.find("LeakSanitizer has encountered a fatal error") != std::string::npos &&
         report.find("ERROR: ") == std::string::npos;
}

Finding finding_in(const std::string& report, const std::string& own) {
  Finding finding;
  finding.text = first_lines(without_rule(report), 4);
  const auto* const found = std::find_if(known_findings.begin(), known_findings.end(), [&](const Known& one) {
    return report.find(one.word) != std::string::npos;
  });
  std::istringstream lines(report);
  std::vector<std::string> places;
  for (std::string line; std::getline(lines, line);) {
    if (std::string place = place_in(line); !place.empty()) places.push_back(std::move(place));
  }
  finding.where = own_place(places, own);
  if (found == known_findings.end()) return finding;
  finding.kind = found->kind;
  std::string sentence(found->sentence);
  if (sentence.empty())
    sentence = first_lines(report.substr(report.find(found->word) + found->word.size()), 1);
  if (!sentence.ends_with('\n')) sentence += '\n';
  finding.text = sentence + story_of(report, own);
  return finding;
}

}  // namespace unroll::course
