#include "06_io/process.hpp"

#include <signal.h>
#include <spawn.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstring>
#include <stdexcept>

#include "05_scopes/scope.hpp"

extern char** environ;

namespace unroll {

namespace {

void check(int error, const std::string& call) {
  if (error != 0) throw_errno(call, error);
}

/// What the child does between fork and exec.
class Actions {
 public:
  Actions() { check(::posix_spawn_file_actions_init(&actions_), "posix_spawn_file_actions_init"); }
  Actions(const Actions&) = delete;
  Actions& operator=(const Actions&) = delete;
  ~Actions() { ::posix_spawn_file_actions_destroy(&actions_); }

  void connect(const Fd& fd, int as) {
    check(::posix_spawn_file_actions_adddup2(&actions_, fd.get(), as), "posix_spawn_file_actions_adddup2");
  }
  void enter(const std::string& folder) {
    if (folder.empty()) return;
    struct stat found{};
    if (::stat(folder.c_str(), &found) != 0) throw_errno("folder " + folder);
    if (!S_ISDIR(found.st_mode)) throw_errno("folder " + folder, ENOTDIR);
    if (::access(folder.c_str(), X_OK) != 0) throw_errno("folder " + folder);  // the program is not to blame
    check(::posix_spawn_file_actions_addchdir_np(&actions_, folder.c_str()),
          "posix_spawn_file_actions_addchdir_np");
  }
  const posix_spawn_file_actions_t* get() const { return &actions_; }

 private:
  posix_spawn_file_actions_t actions_{};
};

/// A group of its own, and signals as a program expects them: none blocked, SIGPIPE not ignored.
class Attributes {
 public:
  Attributes() {
    check(::posix_spawnattr_init(&attributes_), "posix_spawnattr_init");
    sigset_t none;
    sigset_t defaults;
    sigemptyset(&none);
    sigemptyset(&defaults);
    sigaddset(&defaults, SIGPIPE);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_,
                               POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  Attributes(const Attributes&) = delete;
  Attributes& operator=(const Attributes&) = delete;
  ~Attributes() { ::posix_spawnattr_destroy(&attributes_); }
  const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> result;
  for (std::string& word : words) result.push_back(word.data());
  result.push_back(nullptr);
  return result;
}

std::string_view name_of(std::string_view variable) { return variable.substr(0, variable.find('=')); }

std::vector<std::string> environment(const std::vector<std::string>& ours) {
  std::vector<std::string> all = ours;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const bool replaced = std::any_of(
        ours.begin(), ours.end(), [&](const std::string& own) { return name_of(own) == name_of(*variable); });
    if (!replaced) all.emplace_back(*variable);
  }
  return all;
}

/// Else the kernel forgets whoever ends before we have asked, and his number may be a stranger's by then.
void have_the_dead_kept() {
  struct sigaction now{};
  if (::sigaction(SIGCHLD, nullptr, &now) != 0) throw_errno("sigaction(SIGCHLD)");
  if (now.sa_handler != SIG_IGN && (now.sa_flags & SA_NOCLDWAIT) == 0) return;
  if (now.sa_handler == SIG_IGN) now.sa_handler = SIG_DFL;
  now.sa_flags &= ~SA_NOCLDWAIT;
  if (::sigaction(SIGCHLD, &now, nullptr) != 0) throw_errno("sigaction(SIGCHLD)");
}

pid_t spawn(const Command& command, const Actions& actions) {
  if (command.words.empty()) throw std::invalid_argument("Process: a command without a program");
  have_the_dead_kept();
  std::vector<std::string> words = command.words;
  std::vector<std::string> variables = environment(command.variables);
  const std::string what = "starting " + words.front();  // made before: nothing may fail while it runs alone
  pid_t pid = -1;
  check(::posix_spawnp(&pid, words.front().c_str(), actions.get(), Attributes().get(), pointers(words).data(),
                       pointers(variables).data()),
        what);
  return pid;
}

Fd open_pidfd(pid_t pid) {
  Fd fd(static_cast<int>(::syscall(SYS_pidfd_open, pid, 0)));
  if (!fd.valid()) throw_errno("pidfd_open");
  return fd;
}

}  // namespace

std::string Exit::text() const {
  if (signal == 0) return "exit status " + std::to_string(status);
  return "killed by signal " + std::to_string(signal) + " (" + ::strsignal(signal) + ")";
}

struct Process::Pipes {
  PipeEnds input = make_pipe();
  PipeEnds output = make_pipe();
  PipeEnds errors = make_pipe();

  pid_t start(const Command& command) const {
    Actions actions;
    actions.connect(input.out, STDIN_FILENO);
    actions.connect(output.in, STDOUT_FILENO);
    if (!command.shares_errors) actions.connect(errors.in, STDERR_FILENO);
    actions.enter(command.folder);
    return spawn(command, actions);
  }
};

Process::Process(Poller& poller, const Command& command) : Process(poller, command, Pipes()) {}

Process::Process(Poller& poller, const Command& command, Pipes pipes)
    : input(poller, std::move(pipes.input.in)),
      output(poller, std::move(pipes.output.out)),
      errors(poller, std::move(pipes.errors.out)),
      child_(pipes.start(command)),
      pidfd_(poller, open_pidfd(child_.pid())) {}

Process::Child::~Child() {
  ::kill(-pid_, SIGKILL);
  ::kill(pid_, SIGKILL);  // it may have left its group
  while (::waitpid(pid_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

Task<Exit> Process::wait() { return wait(pidfd_); }

Task<Exit> Process::wait(Descriptor& pidfd) {
  co_await pidfd.readable("process");
  siginfo_t info{};
  while (::waitid(static_cast<idtype_t>(P_PIDFD), static_cast<id_t>(pidfd.fd()), &info, WEXITED | WNOWAIT) !=
         0) {
    if (errno != EINTR) throw_errno("waitid");
  }
  if (info.si_code == CLD_EXITED) co_return Exit{info.si_status, 0};
  co_return Exit{0, info.si_status};
}

void Process::signal_group(int signal) {
  if (::kill(-pid(), signal) != 0 && errno != ESRCH) throw_errno("kill");
}

namespace {

/// A process that reads no more is no error of whoever writes.
Task<> feed(Stream& to, std::string input) {
  try {
    co_await to.write_all(std::move(input));
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::broken_pipe) throw;
  }
  to.close();
}

Task<> collect(Stream& from, std::string& into, std::size_t at_most) {
  into = co_await from.read_all(at_most);
}

}  // namespace

Task<Outcome> run(Poller& poller, Command command, std::string input, std::size_t at_most) {
  Process process(poller, command);
  Outcome outcome;
  Scope pipes(poller.loop());
  pipes.spawn(feed(process.input, std::move(input)), "input");
  pipes.spawn(collect(process.output, outcome.output, at_most), "output");
  pipes.spawn(collect(process.errors, outcome.errors, at_most), "errors");
  co_await pipes.join();
  outcome.exit = co_await process.wait();
  co_return outcome;
}

}  // namespace unroll
