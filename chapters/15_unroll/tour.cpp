// The tour: the same programs on every rung side by side, their runs step by step, who posted whom, and what
// each step costs. The program behind `./unroll tour`, which builds what is shown.
#include <array>
#include <fstream>
#include <iostream>
#include <optional>
#include <utility>

#include "00_trace/view/graph.hpp"
#include "00_trace/view/recording.hpp"
#include "00_trace/view/svg.hpp"
#include "00_trace/view/words.hpp"
#include "15_unroll/causes_tree.hpp"
#include "15_unroll/child.hpp"
#include "15_unroll/ladder.hpp"
#include "15_unroll/refused.hpp"
#include "15_unroll/run_steps.hpp"
#include "15_unroll/side_by_side.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {
namespace {

namespace fs = std::filesystem;

constexpr const char* usage =
    "usage: unroll_tour COURSE BUILD KEEP COSTS (the folders of the course, of its build, for the "
    "runs; the program that measures)";

/// Of each program of the ladder, the part of its output that is shown.
constexpr std::array<const char*, Ladder::programs.size()> parts{"", "two at once", "three workers",
                                                                 "two fails"};

class Tour {
 public:
  Tour(Ladder ladder, fs::path build, fs::path keep, std::string costs)
      : ladder_(std::move(ladder)),
        build_(std::move(build)),
        keep_(std::move(keep)),
        costs_(std::move(costs)) {}

  /// Whether all that it shows could be shown.
  bool give() {
    std::cout << '\n'
              << paint_.bold << "Unrolled: asynchronous programming in C++, one rung at a time"
              << paint_.plain << '\n';
    show_programs();
    show_runs();
    show_causes();
    show_costs();
    show_next();
    return !failed_;
  }

 private:
  void heading(const std::string& text) const {
    std::cout << '\n' << paint_.bold << drawn(text) << paint_.plain << "\n\n" << std::flush;
  }
  void failed(const std::string& what) {
    std::cout << std::flush;
    std::cerr << "unroll: " << what << '\n';
    failed_ = true;
  }

  fs::path kept(const std::string& rung, const std::string& program, const char* extension) const {
    return keep_ / (rung + '_' + program + extension);
  }

  void show_programs() {
    heading("1. The same programs on every rung: ● wrote this line then, ○ did not");
    for (std::size_t i = 0; i != parts.size(); ++i) {
      const std::string program = Ladder::programs[i];
      std::vector<Written> written;
      for (const std::string rung : Ladder::rungs) {
        if (ladder_.says(rung, program)) written.push_back({rung, run_recorded(rung, program)});
      }
      if (!written.empty()) std::cout << drawn(side_by_side(program, parts[i], written, paint_)) << '\n';
    }
  }

  Lines run_recorded(const std::string& rung, const std::string& program) {
    const std::string name = rung + '_' + program;
    const fs::path output = kept(rung, program, ".txt");
    fs::remove(kept(rung, program, ".json"));
    const int status =
        run_to_end({{build_ / "chapters" / rung / name}, output, kept(rung, program, ".json")});
    if (status != 0)
      failed(name + " ended with status " + std::to_string(status) + "; what it wrote: " + output.string());
    return lines_of(output);
  }

  std::optional<view::Recording> recorded(const std::string& rung, const std::string& program) {
    const fs::path file = kept(rung, program, ".json");
    try {
      return view::read_recording(file.string());
    } catch (const view::Unreadable& error) {
      failed(file.string() + ": " + error.what());
      return {};
    }
  }

  /// What it takes on each rung to write the same lines, and the first part of three of the runs.
  void show_runs() {
    heading("2. The same lines, another way to wait: save_value, from its recorded runs");
    std::cout << fitted("rung", 16) << "  jobs run     armed   futures    frames   lines of code\n";
    for (const std::string rung : Ladder::rungs) {
      if (ladder_.says(rung, "save_value")) row(rung);
    }
    for (const std::string rung : {"02_callbacks", "03_futures", "04_coroutines"}) {
      const auto recording = recorded(rung, "save_value");
      if (!recording) continue;
      const std::string file = kept(rung, "save_value", ".json").lexically_relative(ladder_.root()).string();
      std::cout << '\n'
                << paint_.bold << rung << paint_.plain << ", one value saved\n"
                << paint_.dim << "the whole run: ./unroll trace " << file << paint_.plain << '\n'
                << first_steps(*recording, columns_);
    }
  }

  void row(const std::string& rung) {
    const auto recording = recorded(rung, "save_value");
    if (!recording) return;
    std::cout << fitted(rung, 16);
    for (const view::Verb verb : {view::Verb::run, view::Verb::arm, view::Verb::make, view::Verb::begin})
      std::cout << view::right(std::to_string(count_steps(*recording, verb)), 10);
    std::cout << "   " << count_code(lines_of(ladder_.source(rung, "save_value"))) << '\n';
  }

  void show_causes() {
    heading("3. Who posted whom: three jobs on three workers, in coroutines");
    const auto whole = recorded("04_coroutines", "three_jobs");
    if (!whole) return;
    const view::Recording recording = first_scenario(*whole);
    std::cout << drawn(causes_tree(recording, columns_));
    const fs::path picture = kept("04_coroutines", "three_jobs", ".svg");
    try {
      std::ofstream(picture) << view::svg(view::causes_graph(recording, 0));
      std::cout << "As a picture, drawn by Graphviz: " << picture.lexically_relative(ladder_.root()).string()
                << '\n';
    } catch (const view::CannotDraw& error) {
      failed(error.what());
    }
  }

  void show_costs() {
    heading("4. What each step costs, measured now (./unroll bench is more exact)");
    std::cout << "Read a line like this: one operation on one rung takes so many nanoseconds and\n"
                 "allocations, and so many times as much as on the rung below, as a plain queue\n"
                 "of functions, and as asio, a library that does the same.\n\n"
              << std::flush;
    if (run_to_end({{costs_, "--quick", "--ladder"}}) != 0)
      failed("the costs could not be measured: ./unroll bench says more");
  }

  void show_next() const {
    heading("What next");
    std::cout << R"(  Read   chapters/01_queue/README.md     the first rung, three short headers
  Try    ./unroll test 01_queue --quick  its promises, each a test
         ./unroll diff 01 02             what the next rung adds
         ./unroll check                  the first exercise: it passes already
         ./unroll next                   what to do after it
         ./unroll book                   all of it to read, and runs to step through
         ./unroll run my.cpp             a program of your own, recorded
         ./unroll                        where you are
)";
  }

  const Ladder ladder_;
  const fs::path build_, keep_;
  const std::string costs_;
  const Paint paint_ = paint_of_output();
  const std::size_t columns_ = columns_of_output();
  bool failed_ = false;
};

bool run(const std::vector<std::string>& words) {
  if (words.size() != 4) throw Refused(usage);
  fs::create_directories(words[2]);
  return Tour(Ladder(words[0]), words[1], words[2], words[3]).give();
}

}  // namespace
}  // namespace unroll::course

int main(int count, char** arguments) {
  try {
    return unroll::course::run({arguments + 1, arguments + count}) ? 0 : 1;
  } catch (const std::exception& error) {
    std::cerr << "unroll tour: " << error.what() << '\n';
    return 2;
  }
}
