#include "command.hpp"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <istream>
#include <ostream>
#include <random>

#include "answer.hpp"
#include "arguments.hpp"
#include "compare.hpp"
#include "generate.hpp"
#include "oracle.hpp"

namespace unroll::equivalence {
namespace {

constexpr const char* words =
    R"(The reference evaluates a program directly, without a loop. "In order as written":
compared line by line; in the others, what happens at one moment may come in
any order. A tie: two things end at one moment, and either may win.
)";

class Command {
 public:
  Command(const Arguments& arguments, const std::vector<Stage>& ladder, const Streams& streams)
      : arguments_(arguments), ladder_(ladder), all_(stages(ladder)), streams_(streams) {}

  int run() {
    if (arguments_.help) return streams_.out << usage, 0;
    if (arguments_.list) return list();
    if (!arguments_.stage.empty()) return answer_file();
    draw_ = {arguments_.random ? *arguments_.random : *arguments_.draw, seed(), arguments_.level.value_or(3)};
    return arguments_.draw ? print_programs() : compare_pairs();
  }

 private:
  int list() {
    for (const Stage& stage : all_) streams_.out << stage.name << '\n';
    return 0;
  }

  Stage find(const std::string& name) const {
    const auto found =
        std::find_if(all_.begin(), all_.end(), [&](const Stage& each) { return each.name == name; });
    if (found == all_.end())
      throw BadUsage("there is no rung \"" + name + "\" in this build; there are " + names(all_));
    return *found;
  }

  int answer_file() {
    const Stage stage = find(arguments_.stage);
    if (arguments_.file == "-") return answer(stage, all_, streams_.in, streams_.out);
    std::ifstream file(arguments_.file);
    // A directory opens but cannot be read.
    if (!file || (file.peek(), file.bad()))
      throw BadUsage("cannot read " + arguments_.file + ": " + std::strerror(errno));
    return answer(stage, all_, file, streams_.out);
  }

  std::uint64_t seed() const { return arguments_.seed ? *arguments_.seed : std::random_device{}(); }

  int print_programs() {
    for (std::uint64_t drawn = 0; drawn != draw_.programs; ++drawn)
      streams_.out << to_json(generate(draw_.seed + drawn, draw_.level)) << '\n';
    return 0;
  }

  std::vector<Pair> pairs() const {
    if (!arguments_.pair.empty()) return {{find(arguments_.pair[0]), find(arguments_.pair[1])}};
    std::vector<Stage> compared = ladder_;
    if (arguments_.oracle) compared.push_back(find("oracle"));
    if (compared.empty())
      throw BadUsage("no rung is built, so there is nothing to compare with the reference");
    return neighbours(compared);
  }

  int compare_pairs() {
    const std::vector<Pair> all = pairs();
    for (const Pair& pair : all)
      if (pair.first.name == "oracle" || pair.second.name == "oracle") need_oracle();
    streams_.out << "seed " << draw_.seed << '\n';
    bool equal = true;
    for (const Pair& pair : all) equal = compare_pair(pair) && equal;
    streams_.out << words;
    return equal ? 0 : 1;
  }

  bool compare_pair(const Pair& pair) {
    const std::string both = std::string(pair.first.name) + " and " + std::string(pair.second.name);
    const Comparison result = compare(pair, draw_, [&](std::uint64_t seen) { progress(both, seen); });
    progress("", 0);
    streams_.out << both << ": " << result.lines << " programs equal to the reference,\n  " << result.order
                 << " of them in order as written";
    if (result.nothing > 0) streams_.out << "; " << result.nothing << " not compared, a tie decides them";
    streams_.out << std::endl;
    if (result.difference) print(pair, *result.difference);
    return !result.difference;
  }

  // On a terminal, one line that is written over; an empty one wipes it.
  void progress(const std::string& what, std::uint64_t seen) const {
    if (!streams_.terminal || seen % 64 != 0) return;
    streams_.err << "\r\033[K";
    if (!what.empty()) streams_.err << what << ": " << seen << " of " << draw_.programs;
    streams_.err << std::flush;
  }

  void print(const Pair& pair, const Difference& difference) const {
    const std::string program = to_json(difference.smallest);
    streams_.out << difference.stage.name
                 << " differs from the reference. The smallest program that shows it:\n  " << program
                 << "\nreference:\n  " << to_json(difference.smallest, difference.expected) << '\n'
                 << difference.stage.name << ":\n  " << to_json(difference.smallest, difference.got) << '\n'
                 << "again:\n  ./unroll equivalence --random 1 --seed " << difference.seed << " --level "
                 << draw_.level << " --pair " << pair.first.name << ',' << pair.second.name
                 << "\n  printf '%s' " << in_shell_quotes(program) << " | ./unroll equivalence --stage "
                 << difference.stage.name << " -" << std::endl;
  }

  static std::string in_shell_quotes(const std::string& text) {
    std::string quoted = "'";
    for (const char c : text) c == '\'' ? quoted += "'\\''" : quoted += c;
    return quoted + "'";
  }

  const Arguments& arguments_;
  const std::vector<Stage>& ladder_;
  const std::vector<Stage> all_;
  const Streams& streams_;
  Draw draw_;
};

}  // namespace

int command(const std::vector<std::string>& arguments, const std::vector<Stage>& ladder,
            const Streams& streams) {
  try {
    return Command(read_arguments(arguments), ladder, streams).run();
  } catch (const BadUsage& bad) {
    streams.err << "unroll equivalence: " << bad.what() << "\nTry ./unroll equivalence --help.\n";
    return 2;
  } catch (const std::exception& error) {
    streams.err << "unroll equivalence: " << error.what() << '\n';
    return 2;
  }
}

}  // namespace unroll::equivalence
