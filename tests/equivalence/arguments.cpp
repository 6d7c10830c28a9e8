#include "arguments.hpp"

#include <charconv>
#include <limits>
#include <string_view>

namespace unroll::equivalence {
namespace {

std::uint64_t number(const std::string& option, const std::string& word, std::uint64_t low,
                     std::uint64_t high) {
  std::uint64_t value = 0;
  const char* const end = word.data() + word.size();
  const auto [rest, error] = std::from_chars(word.data(), end, value);
  if (error != std::errc{} || rest != end || value < low || value > high)
    throw BadUsage(option + " takes an integer from " + std::to_string(low) + " to " + std::to_string(high) +
                   ", not \"" + word + "\"");
  return value;
}

class Words {
 public:
  explicit Words(const std::vector<std::string>& words) : words_(words) {}

  Arguments read() {
    while (next_ < words_.size()) take(words_[next_++]);
    check();
    return arguments_;
  }

 private:
  void take(const std::string& word) {
    constexpr auto most = std::numeric_limits<std::uint64_t>::max();
    if (word == "--help" || word == "-h") return void(arguments_.help = true);
    if (word == "--list") return void(arguments_.list = true);
    if (word == "--oracle") return void(arguments_.oracle = true);
    if (word == "--stage") return void(arguments_.stage = value(word));
    if (word == "--random") return void(arguments_.random = number(word, value(word), 1, most));
    if (word == "--draw") return void(arguments_.draw = number(word, value(word), 1, most));
    if (word == "--seed") return void(arguments_.seed = number(word, value(word), 0, most));
    if (word == "--level") return void(arguments_.level = static_cast<int>(number(word, value(word), 0, 3)));
    if (word == "--pair") return pair(value(word));
    if (word.size() > 1 && word.front() == '-') throw BadUsage("there is no option " + word);
    if (!arguments_.file.empty())
      throw BadUsage("one FILE at a time, not " + arguments_.file + " and " + word);
    arguments_.file = word;
  }

  const std::string& value(const std::string& option) {
    if (next_ == words_.size()) throw BadUsage(option + " takes a value");
    return words_[next_++];
  }

  void pair(const std::string& both) {
    const auto comma = both.find(',');
    if (comma == std::string::npos) throw BadUsage("--pair takes two rungs as 03_futures,04_coroutines");
    arguments_.pair = {both.substr(0, comma), both.substr(comma + 1)};
  }

  void check() const {
    const Arguments& a = arguments_;
    if (a.help || a.list) return;
    const int modes = (a.stage.empty() ? 0 : 1) + (a.random ? 1 : 0) + (a.draw ? 1 : 0);
    if (modes != 1) throw BadUsage("say either --stage NAME FILE or --random N");
    if (a.stage.empty() == !a.file.empty())
      throw BadUsage(a.file.empty() ? "--stage takes a FILE after its name, or - for standard input"
                                    : "a FILE goes with --stage, not " + a.file + " alone");
    if (!a.stage.empty() && (a.seed || a.level)) throw BadUsage("--seed and --level go with --random");
    if (!a.random && (a.oracle || !a.pair.empty())) throw BadUsage("--oracle and --pair go with --random");
  }

  const std::vector<std::string>& words_;
  std::size_t next_ = 0;
  Arguments arguments_;
};

}  // namespace

Arguments read_arguments(const std::vector<std::string>& words) { return Words(words).read(); }

const char* const usage = R"(unroll equivalence: programs of a small language on every rung of the ladder.

  ./unroll equivalence --stage NAME FILE|-
      Runs the programs of FILE (- is standard input), one a line, on a rung
      and prints the run of each as one line.
  ./unroll equivalence --random N [--seed S] [--level L] [--oracle] [--pair A,B]
      Compares N random programs on each two neighbouring rungs. Both must run
      as the reference does: an evaluator of its own, without loop or coroutine.
      On a difference prints the smallest program that shows it. Without --seed
      it takes a new one and says which.
      --level L    no forms above level L: 0 emit, seq, all and sleeps of 0;
                   1 any sleep; 2 fail, catch, finally; 3 group, race, timeout
      --oracle     compares CPython's asyncio too, as if it were one more rung;
                   needs python3, 3.11 or later
      --pair A,B   only these two rungs
  ./unroll equivalence --draw N [--seed S] [--level L]
      Prints the programs instead of running them.
  ./unroll equivalence --list
      Names what --stage takes: the rungs that are built, the reference and the
      oracle.

Exit status: 0 all is well; 1 a rung differs; 2 the command line, a file or
a program is not right.
)";

}  // namespace unroll::equivalence
