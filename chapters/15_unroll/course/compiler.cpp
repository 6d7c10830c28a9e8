#include "15_unroll/course/compiler.hpp"

#include <signal.h>
#include <sys/resource.h>

#include <optional>
#include <utility>
#include <vector>

#include "05_scopes/scope.hpp"
#include "15_unroll/course/attend.hpp"
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

/// Its time is counted in looks at it: while this program is stopped, nobody looks, and no time passes.
Task<std::optional<Exit>> wait(Poller& poller, Process& process, std::chrono::seconds limit) {
  constexpr std::chrono::milliseconds one_look{500};
  for (auto rounds = limit / one_look; rounds > 0; --rounds) {
    if (const auto exit = co_await exit_within(poller, process, one_look)) co_return exit;
  }
  co_return std::nullopt;
}

std::string too_long(std::chrono::seconds limit) {
  const std::string seconds = std::to_string(limit.count());
  const std::string more = std::to_string(5 * limit.count());
  return "the compiler took longer than " + seconds + " s, and was ended. That is no verdict on your program. " +
         "If this machine has much else to do, try again when it has less, or give the compiler more time: " +
         "UNROLL_COMPILE_SECONDS=" + more + " ./unroll check. If it takes so long each time, something in " +
         "your file may have no end: a template, or a constexpr function, that needs itself.";
}

/// Of a compiler that has no error to tell.
[[noreturn]] void refuse(const std::string& said) {
  const bool crashed = said.find("internal compiler error") != std::string::npos ||
                       said.find("PLEASE submit a bug report") != std::string::npos;
  if (crashed)
    throw CompilerFailed(
        "the compiler has crashed, which it never should, whatever your program says. Something in it has "
        "met a defect of the compiler: write what you have changed last in another way, or in smaller "
        "steps. docs/toolchain.md names some of these defects.\n" +
        first_lines(said, 6));
  throw Refused("the compiler failed, and not because of your program. Is the disk full, or the memory?\n" +
                first_lines(said, 6));
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
    const auto ended = co_await wait(poller, process, limit);
    if (!ended) throw Refused(too_long(limit));
    exit = *ended;
    process.signal_group(SIGKILL);
    co_await readers.join();
  }
  fs::remove_all(scratch);
  said.built = exit.ok();
  if (said.built) co_return said;
  said.text += exit.text() + "\n";
  const bool enough = said.text.size() >= megabyte;
  if ((exit.signal != 0 && !enough) || is_no_fault_of_the_program(said.text)) refuse(said.text);
  co_return said;
}

}  // namespace unroll::course
