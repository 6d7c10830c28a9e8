#include "07_threads/process_pool.hpp"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <exception>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "05_scopes/with_timeout.hpp"

namespace unroll {

namespace {

using namespace std::chrono_literals;

constexpr char asked = '?';
constexpr char answered = '=';
constexpr char failed = '!';

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

bool has_ended(const Process& process) {
  siginfo_t info{};
  return ::waitid(P_PID, static_cast<id_t>(process.pid()), &info, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         info.si_pid != 0;
}

/// False at the end of the stream.
Task<bool> fill(Stream& from, std::string& bytes) {
  std::size_t have = 0;
  while (have != bytes.size()) {
    const std::size_t count = co_await from.read_some(std::span(bytes).subspan(have));
    if (count == 0) co_return false;
    have += count;
  }
  co_return true;
}

/// Who has gone reads nothing more; that he has gone is found out when his answer is read.
Task<> hand_over(Stream& to, std::string job) {
  try {
    co_await to.write_all(std::move(job));
  } catch (const std::system_error& error) {
    if (error.code() != std::errc::broken_pipe) throw;
  }
}

/// Throws what is to be said of a worker that answers no more.
Task<> tell_the_death(Poller& poller, Process& worker) {
  Future<Exit> ends = with_timeout(poller.timers(), 1s, worker.wait());
  std::string how = "closed its output";
  try {
    const Exit exit = co_await std::move(ends);
    how = "ended: " + exit.text();
  } catch (const TimedOut&) {
    // it still runs, and will be killed
  }
  throw WorkerDied("a worker process " + how + "; its job was not done");
}

struct Answer {
  Header header;
  std::string bytes;
};

Task<Answer> answer_of(Poller& poller, Process& worker, std::size_t at_most) {
  const std::string line = co_await worker.output.read_until("\n", at_most);
  if (line.empty() || line.back() != '\n') co_await tell_the_death(poller, worker);
  const std::optional<Header> header = header_of(line, {answered, failed});
  if (!header) throw WorkerDied("a worker process does not answer as one should: " + line.substr(0, 80));
  if (header->size > at_most) throw std::length_error("a worker's answer is longer than it may be");
  Answer answer{*header, std::string(header->size, '\0')};
  const bool whole = co_await fill(worker.output, answer.bytes);
  if (!whole) co_await tell_the_death(poller, worker);
  co_return answer;
}

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
  co_await hand_over(worker->input, framed(asked, job));
  Answer answer = co_await answer_of(poller_, *worker, at_most);
  idle_.push_back(std::move(worker));
  if (answer.header.mark == failed) throw JobFailed(answer.bytes);
  co_return std::move(answer.bytes);
}

/// One that has died while it had nothing to do is no loss: nobody's job was with it.
std::unique_ptr<Process> ProcessPool::take() {
  while (!idle_.empty()) {
    std::unique_ptr<Process> worker = std::move(idle_.back());
    idle_.pop_back();
    if (!has_ended(*worker)) return worker;
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

/// Nothing at the end, also at one that comes too early.
std::optional<std::string> next_job() {
  std::array<char, 32> line{};
  if (std::fgets(line.data(), static_cast<int>(line.size()), stdin) == nullptr) return std::nullopt;
  const std::optional<Header> header = header_of(line.data(), {asked});
  if (!header) throw std::runtime_error("answer_jobs: what stands in standard input is no job");
  std::string job(header->size, '\0');
  if (std::fread(job.data(), 1, job.size(), stdin) != job.size()) return std::nullopt;
  return job;
}

std::string framed_answer(const std::function<std::string(std::string)>& answer, std::string job) {
  try {
    return framed(answered, answer(std::move(job)));
  } catch (const std::exception& error) {
    return framed(failed, error.what());
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
