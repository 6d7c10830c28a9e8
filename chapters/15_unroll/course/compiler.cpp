#include "15_unroll/course/compiler.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "15_unroll/course/compiler_words.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

constexpr std::size_t megabyte = std::size_t{1024} * 1024;

/// What it starts inherits them.
void limit_room(pid_t process) {
  const rlimit memory{4096 * megabyte, 4096 * megabyte};
  const rlimit file{1024 * megabyte, 1024 * megabyte};
  ::prlimit(process, RLIMIT_AS, &memory, nullptr);
  ::prlimit(process, RLIMIT_FSIZE, &file, nullptr);
}

/// Of a file that is no program every byte is an error: a megabyte of them is enough.
Task<> listen(Stream& from, std::string& text, Process& process) {
  std::vector<char> room(65536);
  while (const std::size_t count = co_await from.read_some(room)) {
    if (text.size() < megabyte)
      text.append(room.data(), count);
    else
      process.signal_group(SIGKILL);
  }
}

}  // namespace

Task<Said> call_compiler(Poller& poller, Command command, fs::path scratch, std::chrono::seconds limit) {
  fs::remove_all(scratch);
  fs::create_directories(scratch);
  command.variables.emplace_back("LC_ALL=C");  // its words are read
  command.variables.push_back("TMPDIR=" + scratch.string());
  Said said;
  Exit exit;
  {
    Process process(poller, command);
    limit_room(process.pid());
    process.input.close();
    Scope readers(poller.loop());
    std::string output;
    readers.spawn(listen(process.output, output, process));
    readers.spawn(listen(process.errors, said.text, process));
    try {
      exit = co_await with_timeout(poller.timers(), limit, process.wait());
    } catch (const TimedOut&) {
      said.text =
          "compiling it did not come to an end in " + std::to_string(limit.count()) + " s\n" + said.text;
      co_return said;
    }
    process.signal_group(SIGKILL);
    co_await readers.join();
  }
  fs::remove_all(scratch);
  said.built = exit.ok();
  if (said.built) co_return said;
  said.text += exit.text() + "\n";
  const bool enough = said.text.size() >= megabyte;
  if ((exit.signal != 0 && !enough) || is_no_fault_of_the_program(said.text))
    throw Refused("the compiler failed, and not because of your program. Is the disk full, or the memory?\n" +
                  first_lines(said.text, 6));
  co_return said;
}

}  // namespace unroll::course
