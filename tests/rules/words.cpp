#include <array>

#include "rule.hpp"

namespace unroll::rules {
namespace {

struct Word {
  std::string_view text;
  std::string_view only_in;  ///< a folder, or everywhere
  std::string_view why;
};

// Each is written in two pieces, so that this file does not speak of itself.
constexpr std::array forbidden{
    Word{"TO"
         "DO",
         "", "unfinished work is finished, not noted"},
    Word{"FIX"
         "ME",
         "", "unfinished work is finished, not noted"},
    Word{"DISA"
         "BLED_",
         "", "a test runs or is not there"},
    Word{"this_thread::"
         "sleep",
         "tests/", "a test does not sleep; time is faked"},
    Word{"uslee"
         "p(",
         "tests/", "a test does not sleep; time is faked"},
    Word{"nanoslee"
         "p(",
         "tests/", "a test does not sleep; time is faked"},
    Word{"time.slee"
         "p(",
         "tests/", "a test does not sleep; time is faked"},
    Word{"/ho"
         "me/",
         "", "a path of one machine"},
    Word{"/wo"
         "rk/",
         "", "a path of one machine"},
    Word{"/roo"
         "t/",
         "", "a path of one machine"},
    Word{"/Use"
         "rs/",
         "", "a path of one machine"},
};

/// What a test looks at, or stands on: a wrong solution that sleeps is wrong because of it, and the guards
/// stand in the place of the calls that sleep.
bool may_sleep(const std::string& path) {
  return path.starts_with("tests/exercises/") && !path.ends_with("_test.cpp");
}

}  // namespace

/// Words that must not stand in the sources, and why.
Findings words(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    const Lines lines = tree.read(path);
    for (std::size_t i = 0; i != lines.size(); ++i) {
      for (const Word& word : forbidden) {
        if (word.only_in == "tests/" && may_sleep(path)) continue;
        if (path.starts_with(word.only_in) && lines[i].find(word.text) != std::string::npos)
          findings.push_back({path, i + 1, "says " + std::string(word.text) + ": " + std::string(word.why)});
      }
    }
  }
  return findings;
}

}  // namespace unroll::rules
