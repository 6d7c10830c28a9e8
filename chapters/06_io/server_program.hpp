#pragma once

#include <sys/resource.h>

#include <charconv>
#include <csignal>
#include <cstdio>
#include <exception>
#include <limits>
#include <stdexcept>
#include <string>
#include <vector>

#include "03_futures/several.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "06_io/listener.hpp"
#include "06_io/signals.hpp"

namespace unroll {

/// What the servers of this chapter have in common as programs: what they are told, what they refuse before
/// anything has started (exit status 2), and how they end.
struct ServerArguments {
  std::string address = "127.0.0.1:0";  ///< where to listen; port 0: the system chooses
  std::size_t connections = 10'000;     ///< how many at once it must have descriptors for
  bool help = false;                    ///< print the help, and nothing else
};

/// `given`: without the program's name. Errors: std::invalid_argument that says what is wrong. The address is
/// not looked at yet.
inline ServerArguments parse_server_arguments(const std::vector<std::string>& given) {
  ServerArguments arguments;
  for (std::size_t i = 0; i != given.size(); ++i) {
    if (given[i] == "--help" || given[i] == "-h") {
      arguments.help = true;
    } else if (given[i] == "--connections" && i + 1 != given.size()) {
      const std::string& count = given[++i];
      const auto [end, error] =
          std::from_chars(count.data(), count.data() + count.size(), arguments.connections);
      if (error != std::errc() || end != count.data() + count.size() || arguments.connections == 0)
        throw std::invalid_argument("--connections takes a number, and this is none: " + count);
    } else if (given[i].starts_with("-")) {
      throw std::invalid_argument("no such option, or one that lacks its value: " + given[i] +
                                  " (see --help)");
    } else {
      arguments.address = given[i];
    }
  }
  return arguments;
}

/// Each connection is a descriptor, and a process may have so many. Raises the limit of the whole process, if
/// it may. Errors: std::runtime_error with a way out, if it may not; std::system_error.
inline void allow_connections(std::size_t connections) {
  constexpr std::size_t others = 32;  // standard input and output, the listener, epoll, …
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) != 0) throw_errno("getrlimit(RLIMIT_NOFILE)");
  const rlim_t most = std::numeric_limits<rlim_t>::max();  // and that stands for "without a limit"
  const rlim_t needed = connections < most - others ? connections + others : most;
  if (limit.rlim_cur >= needed) return;
  if (limit.rlim_max < needed)
    throw std::runtime_error(std::to_string(connections) + " connections need " + std::to_string(needed) +
                             " open files, and this process may have " + std::to_string(limit.rlim_max) +
                             "; ask for less with --connections, or let root raise it: prlimit --nofile=" +
                             std::to_string(needed) + " --pid $$");
  limit.rlim_cur = needed;
  if (::setrlimit(RLIMIT_NOFILE, &limit) != 0) throw_errno("setrlimit(RLIMIT_NOFILE)");
}

/// Ends when a signal arrives, and prints which. `signals` outlives the task.
inline Task<> a_signal(Signals& signals) {
  const int signal = co_await signals.next();
  std::printf("\nended by signal %d\n", signal);
}

/// Ends with `work`, and throws what that throws; or with a signal, and then `work` is destroyed. `signals`
/// outlives the task.
inline Task<> until_a_signal(Loop& loop, Task<> work, Signals& signals) {
  co_await race(loop, Several{std::move(work), a_signal(signals)});
}

/// Runs `serve(poller, listener)` until it fails or somebody presses Ctrl-C. `serve` gives a task, which is
/// destroyed then, and all that it owns with it. What `main` is to return: 0; 2 if it did not come to
/// listening; 1 for what failed after that. Prints errors, and throws none.
template <class Serve>
int run_server(const std::string& name, const std::string& help, int argc, char** argv, Serve serve) {
  int failed = 2;
  try {
    const ServerArguments arguments = parse_server_arguments({argv + 1, argv + argc});
    if (arguments.help) return std::fputs(help.c_str(), stdout) < 0 ? 1 : 0;
    allow_connections(arguments.connections);
    Loop loop;
    Poller poller(loop);
    Signals signals(poller, {SIGINT, SIGTERM});
    Listener listener(poller, Address(arguments.address));
    failed = 1;
    std::printf("%s: listening at %s; Ctrl-C ends it\n", name.c_str(), listener.address().text().c_str());
    std::fflush(stdout);
    sync_wait(loop, until_a_signal(loop, serve(poller, listener), signals));
    return 0;
  } catch (const std::exception& error) {
    std::fprintf(stderr, "%s: %s\n", name.c_str(), error.what());
    return failed;
  }
}

}  // namespace unroll
