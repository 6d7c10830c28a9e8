// How fast is the echo server of chapter 06, beside one that is nothing but epoll, and those of asio and
// libuv? All servers live at the same time, each in a process of its own, and one load driver asks them in
// turn.
#include <sys/resource.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>

#include "child.hpp"
#include "load.hpp"
#include "results.hpp"
#include "servers.hpp"
#include "watch.hpp"

namespace unroll::echo_bench {
namespace {

using namespace std::chrono_literals;

constexpr const char* help = R"(unroll_echo_bench [--quick] [--watch] [--json]

An echo server on each rung of speed: requests per second, processor time of the server, bytes that a connection keeps.

  --quick   a few seconds in all; the figures are rougher
  --watch   nothing but what a monitor costs: chapter 06 with one and without, in many rounds, the servers on a
            core of their own; with the quartiles of the rounds (traced builds only)
  --json    the same as JSON
  --help    this text
)";

std::vector<Kind> kinds() {
  return {
    {"06 Stream", serve_here},
#if UNROLL_TRACE
        {"08 the same, watched", serve_watched},
#endif
        {"epoll and nothing else", serve_bare},
#if UNROLL_HAS_ASIO
        {"asio, coroutines", serve_asio},
#endif
#if UNROLL_HAS_UV
        {"libuv", serve_uv},
#endif
  };
}

constexpr std::size_t quick_rounds = 5;

struct Named {
  const char* name;
  Load load;
};
constexpr Named loads[] = {{"1 connection", {1, 1}},
                           {"100 connections", {100, 1}},
                           {"1,000 connections", {1000, 1}},
                           {"100 connections, 16 requests under way on each", {100, 16}}};

/// Who is asked in a turn of a round: each begins a round as often as the others, and follows each of its
/// neighbours as often.
std::size_t server_of(std::size_t round, std::size_t turn, std::size_t count) {
  const bool forward = round / count % 2 == 0;
  return (round + (forward ? turn : count - turn)) % count;
}

/// The servers in turn, several rounds: a slow moment of the machine meets all of them, and ratios are taken
/// within a round.
void measure_speed(const std::vector<Kind>& kinds, const Named& one, std::size_t rounds, Results& results) {
  std::vector<Child> servers;
  for (const Kind& kind : kinds) servers.emplace_back(kind.serve);
  std::vector<std::vector<double>> speeds(kinds.size()), costs(kinds.size()), ratios(kinds.size());
  std::vector<std::unique_ptr<Clients>> clients;
  for (const Child& server : servers) clients.push_back(std::make_unique<Clients>(server.told(), one.load));
  for (std::size_t round = 0; round != rounds; ++round) {
    for (std::size_t turn = 0; turn != kinds.size(); ++turn) {
      const std::size_t i = server_of(round, turn, kinds.size());
      const auto time = rounds == quick_rounds ? 100ms : 200ms;
      const double before = servers[i].cpu_time();
      const double speed = clients[i]->requests_per_second(time);
      const double asked = speed * std::chrono::duration<double>(time).count();
      speeds[i].push_back(speed);
      costs[i].push_back((servers[i].cpu_time() - before) / asked);
    }
    for (std::size_t i = 0; i != kinds.size(); ++i) ratios[i].push_back(speeds[0].back() / speeds[i].back());
  }
  for (std::size_t i = 0; i != kinds.size(); ++i)
    results.speeds.push_back(
        {one.name, kinds[i].name, median(speeds[i]), median(costs[i]), median(ratios[i]), {}});
}

/// How many descriptors this process may have, raised as far as it may.
std::size_t allowed_files() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = limit.rlim_max;
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return limit.rlim_cur;
}

void measure_connections(const std::vector<Kind>& kinds, std::size_t files, Results& results) {
  const std::size_t many = std::min<std::size_t>(10'000, files - 100);
  const std::string what = "an idle connection, one of " + std::to_string(many);
  for (const Kind& kind : kinds) {
    const Child server(kind.serve);
    const Clients first(server.told(), {1, 1});
    const double before = server.memory();
    const Clients clients(server.told(), {many, 1});
    results.memories.push_back({what, kind.name, (server.memory() - before) / static_cast<double>(many)});
  }
}

using Sleep = void (*)(std::size_t, const std::function<void()>&);

double sleeping(Sleep sleep, std::size_t count) {
  return Child([&](const Child::Tell& tell) { sleep(count, [&] { tell(1); }); }).memory();
}

void measure_sleepers(Results& results) {
  constexpr std::size_t many = 10'000;
  const auto add = [&](const char* name, Sleep sleep) {
    const double bytes = (sleeping(sleep, many) - sleeping(sleep, 1)) / many;
    results.memories.push_back({"a task that sleeps, one of 10000", name, bytes});
  };
  add("06 in a Scope", sleep_here);
#if UNROLL_HAS_ASIO
  add("asio, coroutines", sleep_asio);
#endif
}

#if UNROLL_TRACE
Results measured_watch() {
  Results results;
  stay_on(0, 0);
  for (const Named& load : loads) {
    std::fprintf(stderr, "echo: %s\n", load.name);
    measure_watch(load.name, load.load, 48, results);
  }
  return results;
}
#else
Results measured_watch() {
  throw std::runtime_error("in this build nothing can be watched: take preset watch");
}
#endif

Results measured(bool quick) {
  const std::size_t files = allowed_files();
  Results results;
  for (const Named& load : loads) {
    std::fprintf(stderr, "echo: %s\n", load.name);
    measure_speed(kinds(), load, quick ? quick_rounds : 16, results);
  }
  std::fprintf(stderr, "echo: memory\n");
  measure_connections(kinds(), files, results);
  measure_sleepers(results);
  return results;
}

}  // namespace
}  // namespace unroll::echo_bench

int main(int argc, char** argv) {
  using namespace unroll::echo_bench;
  bool quick = false;
  bool json = false;
  bool watch = false;
  for (int i = 1; i != argc; ++i) {
    if (std::strcmp(argv[i], "--help") == 0) return std::fputs(help, stdout) < 0 ? 1 : 0;
    quick = quick || std::strcmp(argv[i], "--quick") == 0;
    json = json || std::strcmp(argv[i], "--json") == 0;
    watch = watch || std::strcmp(argv[i], "--watch") == 0;
    if (std::strcmp(argv[i], "--quick") != 0 && std::strcmp(argv[i], "--json") != 0 &&
        std::strcmp(argv[i], "--watch") != 0) {
      std::fprintf(stderr, "unroll_echo_bench: no such option: %s (see --help)\n", argv[i]);
      return 2;
    }
  }
  try {
    const Results results = watch ? measured_watch() : measured(quick);
    return std::fputs((json ? as_json(results) : as_text(results)).c_str(), stdout) < 0 ? 1 : 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "unroll_echo_bench: %s\n", error.what());
    return 1;
  }
}
