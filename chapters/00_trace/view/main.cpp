#include <sys/ioctl.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "graph.hpp"
#include "recording.hpp"
#include "story.hpp"
#include "svg.hpp"
#include "text_view.hpp"

namespace unroll::view {
namespace {

constexpr std::string_view help = R"(unroll trace: shows a recorded run.

  ./unroll trace FILE              in words, one line a step
  ./unroll trace FILE --svg GRAPH  as a picture, for light and dark (needs
                                   Graphviz)
  ./unroll trace FILE --dot GRAPH  the same for Graphviz, to draw it yourself

GRAPH is one of
  causes     who posted whom, turn by turn (what --svg shows if none is named)
  futures    which future comes from which, how each ended, who waited for it
  awaits     which coroutine awaits which, at which line, and what the last one
             waits for

  --at STEP  causes: the jobs around this step, if there are too many to draw
             futures, awaits: the state after this step (else: futures at the
             end, awaits when most wait)
  -o FILE    writes there instead of to the terminal
  --help     this text

FILE is what './unroll run' keeps, or what a program of the course leaves behind
that ran with UNROLL_TRACE_FILE=FILE. It is in the Chrome trace format, which
has other viewers too (Perfetto, speedscope, chrome://tracing). If the program
crashed or is still running, this shows the run up to the last whole step, and
says so.
Exit status: 0 all is well; 2 it cannot be done like this (the message says
why).
)";

/// It cannot be done like this; `what` says why and what to do.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Form { text, dot, svg };

struct Wishes {
  Form form = Form::text;
  std::string graph = "causes";
  std::string file;
  std::string output;
  std::optional<std::size_t> at;
  bool help = false;
};

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

Graph graph_of(const Recording& recording, const Wishes& wishes) {
  const std::size_t last = recording.events.size();
  if (wishes.at && *wishes.at > last)
    throw Refused("--at " + std::to_string(*wishes.at) + ": the run ends with step " + std::to_string(last));
  if (wishes.graph == "causes") return causes_graph(recording, wishes.at.value_or(0));
  if (wishes.graph == "futures") return futures_graph(recording, wishes.at.value_or(last));
  return awaits_graph(recording, wishes.at.value_or(most_suspended(recording)));
}

/// A terminal breaks long lines anywhere; the view knows better where. Nobody else has a width.
std::size_t columns_of_output() {
  winsize size{};
  const bool terminal = ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return terminal ? size.ws_col : as_wide_as_it_is;
}

std::string shown(const Recording& recording, const Wishes& wishes) {
  switch (wishes.form) {
    case Form::text:
      return text_view(recording, wishes.output.empty() ? columns_of_output() : as_wide_as_it_is);
    case Form::dot: return graph_of(recording, wishes).dot;
    case Form::svg: break;
  }
  return svg(graph_of(recording, wishes));
}

void write(const std::string& text, const std::string& path) {
  errno = 0;
  std::ofstream file;
  if (!path.empty()) file.open(path, std::ios::binary);
  std::ostream& out = path.empty() ? std::cout : file;
  if (out) out << text << std::flush;
  if (!out)
    throw Refused((path.empty() ? "the output" : path) + " cannot be written" +
                  (errno == 0 ? "" : std::string(": ") + std::strerror(errno)));
}

void tell_that_it_is_cut_off(const Recording& recording, const std::string& file) {
  std::cerr << "unroll trace: " << file << ": the recording is cut off after step " << recording.events.size()
            << " (the program crashed or is still running); this is the run up to there" << std::endl;
}

void run(const std::vector<std::string>& words) {
  const Wishes wishes = Arguments(words).read();
  if (wishes.help) return write(std::string(help), {});
  try {
    const Recording recording = read_recording(wishes.file);
    if (recording.cut_off) tell_that_it_is_cut_off(recording, wishes.file);
    write(shown(recording, wishes), wishes.output);
  } catch (const Unreadable& error) {
    throw Refused(wishes.file + ": " + error.what());
  }
}

}  // namespace
}  // namespace unroll::view

int main(int count, char** arguments) {
  try {
    unroll::view::run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::cerr << "unroll trace: " << error.what() << "\n";
    return 2;
  }
}
