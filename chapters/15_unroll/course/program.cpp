#include "15_unroll/course/program.hpp"

#include <signal.h>

#include <iostream>
#include <utility>
#include <vector>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/race.hpp"
#include "06_io/signals.hpp"
#include "15_unroll/course/surroundings.hpp"
#include "15_unroll/refused.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {
namespace {

/// Ctrl-C and its like, unless whoever started this has them ignored: 128 and the number, as of a program
/// that they end.
Task<int> signalled(Poller& poller) {
  const auto wanted = [](int signal) {
    struct sigaction now {};
    ::sigaction(signal, nullptr, &now);
    return now.sa_handler == SIG_IGN ? SIGTERM : signal;
  };
  Signals signals(poller, {wanted(SIGINT), SIGTERM, wanted(SIGHUP)});
  co_return 128 + co_await signals.next();
}

/// Whatever is under way then, a compiler or a test, is ended with it.
Task<int> obey_until_signalled(Poller& poller, Task<int> work) {
  std::vector<Task<int>> both;
  both.push_back(std::move(work));
  both.push_back(signalled(poller));
  Future<int> first = race(poller.loop(), std::move(both));
  co_return co_await std::move(first);
}

}  // namespace

int run_program(int argc, char** argv, Obey obey) {
  open_what_is_closed();
  forget_settings();
  if (argc < 3) {
    std::cerr << "usage: " << std::filesystem::path(argv[0]).filename().string()
              << " COURSE COMMAND [ARGUMENT…] (the folder of the course)\n";
    return 2;
  }
  try {
    Loop loop;
    Poller poller(loop);
    const std::string command = argv[2];
    auto work = obey(poller, argv[1], command, Arguments({argv + 3, argv + argc}));
    if (command != "watch") work = obey_until_signalled(poller, std::move(work));  // it waits itself
    const int status = sync_wait(loop, std::move(work));
    if (command != "watch" && status > 128) {
      const bool goes_on = command == "check" || command == "verify";
      std::cerr << "\nInterrupted." << (goes_on ? " Run the same again: it goes on from here." : "") << "\n";
    }
    if (all_was_written()) return status;
    if (nobody_reads()) return 128 + SIGPIPE;  // in silence, as a program that the signal ends
    std::cerr << "unroll: what it had to say could not be written. Is the disk full?\n";
    return 1;
  } catch (const std::exception& error) {
    std::cerr << folded("unroll: " + std::string(error.what()));
    return 2;
  }
}

}  // namespace unroll::course
