#include <unistd.h>

#include <cstdio>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "bench/costs.hpp"
#include "bench/output_of.hpp"

namespace {

using namespace unroll::costs;

constexpr const char* help = R"(./unroll bench [--quick] [--json] [FILE…]

Runs the benchmarks and prints what each operation costs on each rung, beside a
plain queue and asio; then an echo server beside those of epoll alone, asio and
libuv. FILE is a benchmark program, or what one wrote with
--benchmark_format=json; without any, all the programs of this build are run
(those named in benches.txt, beside this program).

  --quick   a few seconds in all; the figures are rougher
  --ladder  only the rungs up to 05, as the tour does
  --json    the same as JSON
  --help    this text
)";

struct Arguments {
  bool help = false;
  bool json = false;
  bool quick = false;
  bool ladder = false;
  std::vector<std::filesystem::path> files;
};

Arguments parse(const std::vector<std::string>& given) {
  Arguments arguments;
  for (const std::string& one : given) {
    if (one == "--help" || one == "-h") {
      arguments.help = true;
    } else if (one == "--json") {
      arguments.json = true;
    } else if (one == "--quick") {
      arguments.quick = true;
    } else if (one == "--ladder") {
      arguments.ladder = true;
    } else if (one.starts_with("-")) {
      throw std::invalid_argument("no such option: " + one + " (see --help)");
    } else {
      arguments.files.emplace_back(one);
    }
  }
  return arguments;
}

std::vector<std::filesystem::path> programs_of_this_build(bool ladder) {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  std::ifstream list(folder / (ladder ? "ladder_benches.txt" : "benches.txt"));
  std::vector<std::filesystem::path> programs;
  for (std::string line; std::getline(list, line);) {
    if (const auto program = folder / line; std::filesystem::exists(program)) programs.push_back(program);
  }
  if (programs.empty()) throw std::runtime_error("no benchmark is built; build the target `bench` first");
  return programs;
}

/// What the echo servers came to, as text or as JSON; nothing if their program is not built.
std::string echo_servers(const Arguments& arguments) {
  const auto folder = std::filesystem::read_symlink("/proc/self/exe").parent_path();
  std::string line;
  std::ifstream list(folder / "echo_bench.txt");
  const bool wanted = arguments.files.empty() && !arguments.ladder;
  if (!wanted || !std::getline(list, line) || !std::filesystem::exists(folder / line)) return {};
  if (isatty(STDERR_FILENO) != 0) std::fputs("\r\033[Kecho servers", stderr);
  std::vector<std::string> command{folder / line};
  if (arguments.quick) command.emplace_back("--quick");
  if (arguments.json) command.emplace_back("--json");
  const std::string output = output_of(command);
  if (isatty(STDERR_FILENO) != 0) std::fputs("\r\033[K", stderr);
  return output;
}

std::string in_words(const Arguments& arguments, const Costs& costs) {
  const std::string servers = echo_servers(arguments);
  if (!arguments.json) return as_text(costs) + (servers.empty() ? "" : "\n" + servers);
  nlohmann::json json = as_json(costs);
  if (!servers.empty()) json["servers"] = nlohmann::json::parse(servers);
  return json.dump(2) + "\n";
}

/// Adds what Google Benchmark wrote. It writes NaN for the deviation of what is always zero, which is not
/// JSON.
void add(Costs& costs, std::string output, const std::filesystem::path& from) {
  const std::string nan = ": NaN";
  for (auto at = output.find(nan); at != std::string::npos; at = output.find(nan, at))
    output.replace(at, nan.size(), ": null");
  try {
    costs.add(nlohmann::json::parse(output));
  } catch (const std::exception& error) {
    throw std::runtime_error(from.string() + ": not what a benchmark writes as JSON: " + error.what());
  }
}

/// On a terminal one line that changes, else a line each.
void show_progress(std::size_t step, std::size_t steps, const std::string& program) {
  const bool terminal = isatty(STDERR_FILENO) != 0;
  std::fprintf(stderr, "%s[%2zu/%zu] %s%s", terminal ? "\r\033[K" : "", step, steps, program.c_str(),
               terminal ? "" : "\n");
  if (terminal && step == steps) std::fputs("\r\033[K", stderr);
}

/// All programs in turn, several rounds, so that a slow minute of the machine meets all of them; and within a
/// program its benchmarks in random turns.
Costs measured(const std::vector<std::filesystem::path>& programs, bool quick) {
  const std::size_t rounds = quick ? 1 : 4;
  const std::string min_time = quick ? "--benchmark_min_time=0.004" : "--benchmark_min_time=0.03";
  Costs costs;
  std::size_t step = 0;
  for (std::size_t round = 0; round != rounds; ++round) {
    for (const auto& program : programs) {
      show_progress(++step, rounds * programs.size(), program.filename());
      add(costs,
          output_of({program, "--benchmark_format=json", min_time, "--benchmark_repetitions=3",
                     "--benchmark_enable_random_interleaving=true"}),
          program);
    }
  }
  return costs;
}

Costs read_or_measured(const Arguments& arguments) {
  Costs read;
  std::vector<std::filesystem::path> programs;
  for (const auto& file : arguments.files) {
    if (file.extension() == ".json") {
      std::ifstream input(file);
      if (!input) throw std::runtime_error(file.string() + ": cannot be read");
      add(read, {std::istreambuf_iterator<char>(input), {}}, file);
    } else {
      programs.push_back(file);
    }
  }
  const bool nothing_read = programs.size() == arguments.files.size();
  if (!nothing_read && !programs.empty())
    throw std::invalid_argument("programs and JSON files together would compare different runs");
  if (!nothing_read) return read;
  return measured(programs.empty() ? programs_of_this_build(arguments.ladder) : programs, arguments.quick);
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const Arguments arguments = parse({argv + 1, argv + argc});
    if (arguments.help) return std::fputs(help, stdout) < 0 ? 1 : 0;
    const Costs costs = read_or_measured(arguments);
    const std::string text = in_words(arguments, costs);
    return std::fputs(text.c_str(), stdout) < 0 || std::fflush(stdout) != 0 ? 1 : 0;
  } catch (const std::invalid_argument& error) {
    std::fprintf(stderr, "unroll bench: %s\n", error.what());
    return 2;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "unroll bench: %s\n", error.what());
    return 1;
  }
}
