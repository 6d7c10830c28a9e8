#include "07_threads/process_pool.hpp"

#include <fcntl.h>
#include <poll.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <charconv>
#include <chrono>
#include <csignal>
#include <cstdio>
#include <exception>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"

namespace unroll {

namespace {

using namespace std::chrono_literals;

constexpr char asked = '?';
constexpr char answered = '=';
constexpr char failed = '!';
constexpr std::size_t longest_header = 32;  // with its newline

std::string framed(char mark, const std::string& bytes) {
  return mark + std::to_string(bytes.size()) + '\n' + bytes;
}

struct Header {
  char mark;
  std::size_t size;
};

/// Nothing if it is none, or has none of these marks. `line` ends with its newline.
std::optional<Header> header_of(const std::string& line, const std::string& marks) {
  if (line.size() < 3 || line.back() != '\n') return std::nullopt;
  Header header{line.front(), 0};
  const char* const end = line.data() + line.size() - 1;
  const auto [stopped, error] = std::from_chars(line.data() + 1, end, header.size);
  if (error != std::errc() || stopped != end) return std::nullopt;
  if (marks.find(header.mark) == std::string::npos) return std::nullopt;
  return header;
}

/// It lives, and has said nothing since its last answer: what it says next is the answer to the next job.
bool is_silent(const Process& process) {
  std::array<pollfd, 2> either{{{process.output.fd(), POLLIN, 0}, {process.pidfd(), POLLIN, 0}}};
  return ::poll(either.data(), either.size(), 0) == 0;
}

struct Answer {
  Header header{};
  std::string bytes;
  bool is_all = false;  // nothing was said behind it
};

/// One job and its answer. Both go their way at once: who answers before he has read all may wait for us.
class Talk {
 public:
  Talk(Poller& poller, Process& worker) : poller_(poller), worker_(worker) {}
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;

  Task<Answer> about(std::string job, std::size_t at_most) {
    death_ = start(poller_.loop(), kill_who_is_left_behind(), "worker");
    Scope both(poller_.loop());
    both.spawn(say(std::move(job)), "job");
    both.spawn(listen(at_most), "answer");
    co_await both.join();
    co_return std::move(answer_);
  }

 private:
  /// A child that it has left behind may hold its output, and the end of that would never come.
  Task<> kill_who_is_left_behind() {
    co_await worker_.wait();
    worker_.signal_group(SIGKILL);
  }

  /// Who has gone reads nothing more; that he has gone is found out when his answer is read.
  Task<> say(std::string job) {
    try {
      co_await worker_.input.write_all(std::move(job));
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::broken_pipe) throw;
    }
    is_said_ = true;
  }

  Task<> listen(std::size_t at_most) {
    const std::string begun = co_await header_and_more();
    const std::size_t line = begun.find('\n') + 1;
    const std::optional<Header> header = header_of(begun.substr(0, line), {answered, failed});
    if (!header) throw WorkerDied("a worker process does not answer as one should: " + begun.substr(0, 80));
    if (header->size > at_most) throw std::length_error("a worker's answer is longer than it may be");
    answer_ = {*header, begun.substr(line, header->size), begun.size() - line <= header->size};
    co_await hear_the_rest();
    if (!is_said_) throw WorkerDied("a worker process answered before it had read its job");
  }

  /// At least a line, but for one that is longer than a header can be.
  Task<std::string> header_and_more() {
    std::string said;
    std::array<char, 4096> room{};
    while (said.find('\n') == std::string::npos && said.size() < longest_header) {
      const std::size_t count = co_await worker_.output.read_some(room);
      if (count == 0) co_await tell_the_death();
      said.append(room.data(), count);
    }
    co_return said;
  }

  Task<> hear_the_rest() {
    std::size_t have = answer_.bytes.size();
    answer_.bytes.resize(answer_.header.size);
    while (have != answer_.bytes.size()) {
      const std::size_t count = co_await worker_.output.read_some(std::span(answer_.bytes).subspan(have));
      if (count == 0) co_await tell_the_death();
      have += count;
    }
  }

  /// Throws what is to be said of a worker that answers no more.
  Task<> tell_the_death() {
    death_ = {};  // one waits for it at a time
    Future<Exit> ends = with_timeout(poller_.timers(), 1s, worker_.wait());
    std::string how = "closed its output";
    try {
      const Exit exit = co_await std::move(ends);
      how = "ended: " + exit.text();
    } catch (const TimedOut&) {
      // it still runs, and will be killed
    }
    throw WorkerDied("a worker process " + how + "; its job was not done");
  }

  Poller& poller_;
  Process& worker_;
  Future<void> death_;
  bool is_said_ = false;
  Answer answer_;
};

std::size_t at_least_one(std::size_t workers) {
  if (workers == 0) throw std::invalid_argument("ProcessPool: without a worker nothing would ever be done");
  return workers;
}

}  // namespace

ProcessPool::ProcessPool(Poller& poller, Command worker, std::size_t workers)
    : poller_(poller), worker_(std::move(worker)), free_(poller.loop(), at_least_one(workers)) {
  worker_.shares_errors = true;
}

Task<std::string> ProcessPool::run(std::string job, std::size_t at_most) {
  const Permit permit = co_await free_.acquire("worker");
  std::unique_ptr<Process> worker = take();  // killed, unless it has done its job
  Talk talk(poller_, *worker);
  Answer answer = co_await talk.about(framed(asked, job), at_most);
  if (answer.is_all) idle_.push_back(std::move(worker));
  if (answer.header.mark == failed) throw JobFailed(answer.bytes);
  co_return std::move(answer.bytes);
}

/// One that has died, or has said what nobody had asked, while it had nothing to do is no loss: nobody's job
/// was with it.
std::unique_ptr<Process> ProcessPool::take() {
  while (!idle_.empty()) {
    std::unique_ptr<Process> worker = std::move(idle_.back());
    idle_.pop_back();
    if (is_silent(*worker)) return worker;
  }
  return std::make_unique<Process>(poller_, worker_);
}

namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// Where the answers go, from now on out of reach of whoever prints.
File take_output() {
  std::fflush(stdout);
  Fd ours(::fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3));
  if (!ours.valid() || ::dup2(STDERR_FILENO, STDOUT_FILENO) < 0) throw_errno("dup");
  return File(::fdopen(ours.release(), "w"));
}

/// All of `room`, or less at the end. A signal is no end.
std::size_t read_input(std::span<char> room) {
  std::size_t have = 0;
  while (true) {
    have += std::fread(room.data() + have, 1, room.size() - have, stdin);
    if (have == room.size() || std::ferror(stdin) == 0) return have;
    if (errno != EINTR) throw_errno("read standard input");
    std::clearerr(stdin);
  }
}

/// Nothing at the end, also at one that comes too early.
std::optional<std::string> next_job() {
  std::string line;
  for (char byte = 0; byte != '\n' && line.size() < longest_header; line += byte) {
    if (read_input({&byte, 1}) == 0) return std::nullopt;
  }
  const std::optional<Header> header = header_of(line, {asked});
  if (!header) throw std::runtime_error("answer_jobs: what stands in standard input is no job");
  std::string job(header->size, '\0');
  if (read_input(job) != job.size()) return std::nullopt;
  return job;
}

std::string framed_answer(const std::function<std::string(std::string)>& answer, std::string job) {
  try {
    return framed(answered, answer(std::move(job)));
  } catch (const std::exception& error) {
    return framed(failed, error.what());
  } catch (...) {
    return framed(failed, "not a std::exception");
  }
}

}  // namespace

int answer_jobs(const std::function<std::string(std::string)>& answer) {
  const File output = take_output();
  while (std::optional<std::string> job = next_job()) {
    const std::string text = framed_answer(answer, std::move(*job));
    if (std::fwrite(text.data(), 1, text.size(), output.get()) != text.size()) return 1;
    if (std::fflush(output.get()) != 0) return 1;
  }
  return 0;
}

}  // namespace unroll
