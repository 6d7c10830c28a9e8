#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "arguments.hpp"
#include "graph.hpp"
#include "page.hpp"
#include "recording.hpp"
#include "story.hpp"
#include "svg.hpp"
#include "text_view.hpp"
#include "words.hpp"

namespace unroll::view {
namespace {

constexpr std::string_view help = R"(unroll trace: shows a recorded run.

  ./unroll trace FILE              in words, one line a step
  ./unroll trace FILE --svg GRAPH  as a picture, for light and dark (needs
                                   Graphviz)
  ./unroll trace FILE --dot GRAPH  the same for Graphviz, to draw it yourself
  ./unroll trace FILE --html [OUT]
                                   as one page for the browser, to step through,
                                   back and forth, and to predict; OUT ends with
                                   .html (else: FILE's name with .html, here)

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

Graph graph_of(const Recording& recording, const Wishes& wishes) {
  const std::size_t last = recording.events.size();
  if (wishes.at && *wishes.at > last)
    throw Refused("--at " + std::to_string(*wishes.at) + ": the run ends with step " + std::to_string(last));
  if (wishes.graph == "causes") return causes_graph(recording, wishes.at.value_or(0));
  if (wishes.graph == "futures") return futures_graph(recording, wishes.at.value_or(last));
  return awaits_graph(recording, wishes.at.value_or(most_suspended(recording)));
}

/// The page stands without it, too.
std::string picture_for_page(const Recording& recording) {
  try {
    return svg(causes_graph(recording, 0));
  } catch (const CannotDraw& error) {
    std::cerr << "unroll trace: the page has no picture beside the player: " << error.what() << std::endl;
    return {};
  }
}

std::string page_of(const Recording& recording) {
  if (recording.events.size() > most_steps_of_a_page)
    throw Refused("the run has " + std::to_string(recording.events.size()) + " steps, and a page shows " +
                  std::to_string(most_steps_of_a_page) +
                  " at most; record fewer: UNROLL_TRACE_STEPS=" + std::to_string(most_steps_of_a_page));
  return page(recording, picture_for_page(recording));
}

std::string shown(const Recording& recording, const Wishes& wishes) {
  switch (wishes.form) {
    case Form::text:  // a terminal breaks long lines anywhere; the view knows better where
      return text_view(recording, wishes.output.empty() ? columns_of_output() : as_wide_as_it_is);
    case Form::dot: return graph_of(recording, wishes).dot;
    case Form::page: return page_of(recording);
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
  Wishes wishes = read_arguments(words);
  if (wishes.help) return write(std::string(help), {});
  try {
    const Recording recording = read_recording(wishes.file);
    if (recording.cut_off) tell_that_it_is_cut_off(recording, wishes.file);
    if (wishes.form == Form::page && wishes.output.empty())
      wishes.output = std::filesystem::path(wishes.file).filename().replace_extension(".html").string();
    write(shown(recording, wishes), wishes.output);
    if (wishes.form == Form::page)
      std::cerr << "unroll trace: open " << wishes.output << " in a browser" << std::endl;
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
