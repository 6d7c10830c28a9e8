#include "arguments.hpp"

#include <charconv>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <utility>

namespace unroll::view {
namespace {

bool is_graph(std::string_view word) { return word == "causes" || word == "futures" || word == "awaits"; }

class Arguments {
 public:
  explicit Arguments(std::vector<std::string> words) : words_(std::move(words)) {}

  Wishes read() {
    while (next_ != words_.size()) take(words_[next_++]);
    if (!wishes_.help && wishes_.file.empty()) throw Refused("which file? --help tells more");
    return wishes_;
  }

 private:
  void take(const std::string& word) {
    if (word == "--help" || word == "-h") {
      wishes_.help = true;
    } else if (word == "--dot" || word == "--svg") {
      form(word);
    } else if (word == "--html") {
      page();
    } else if (word == "-o") {
      wishes_.output = after(word, "a file");
    } else if (word == "--at") {
      wishes_.at = step(after(word, "the number of a step"));
    } else if (word.size() > 1 && word.front() == '-') {
      throw Refused("there is no option " + word + "; --help lists them");
    } else if (!wishes_.file.empty()) {
      throw Refused("one file at a time, and here are two: " + wishes_.file + " and " + word);
    } else {
      wishes_.file = word;
    }
  }

  void form(const std::string& word) {
    wishes_.form = word == "--dot" ? Form::dot : Form::svg;
    const std::string next = next_ == words_.size() ? "" : words_[next_];
    const bool named = is_graph(next);
    if (named) wishes_.graph = words_[next_++];
    if (!named && !next.starts_with("-") && is_misspelt(next))
      throw Refused("there is no graph \"" + next + "\"; there are causes, futures, awaits");
    if (!named && wishes_.form == Form::dot) throw Refused("--dot takes causes, futures or awaits");
  }

  /// The page goes into a file: a terminal can do nothing with it.
  void page() {
    wishes_.form = Form::page;
    const std::string next = next_ == words_.size() ? "" : words_[next_];
    if (next.ends_with(".html")) wishes_.output = words_[next_++];
  }

  /// Where a graph or a file may stand: a word that looks like no file and is none.
  static bool is_misspelt(const std::string& word) {
    std::error_code error;
    return !word.empty() && word.find_first_of("./") == std::string::npos &&
           !std::filesystem::exists(word, error);
  }

  std::string after(const std::string& word, const std::string& what) {
    if (next_ == words_.size()) throw Refused(word + " takes " + what);
    return words_[next_++];
  }

  static std::size_t step(const std::string& word) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(word.data(), word.data() + word.size(), number);
    if (error != std::errc() || end != word.data() + word.size())
      throw Refused("--at takes the number of a step, and this is none: " + word);
    return number;
  }

  const std::vector<std::string> words_;
  std::size_t next_ = 0;
  Wishes wishes_;
};

}  // namespace

Wishes read_arguments(std::vector<std::string> words) { return Arguments(std::move(words)).read(); }

}  // namespace unroll::view
