#include "07_threads/process_pool.hpp"

#include <poll.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <optional>
#include <span>
#include <system_error>
#include <utility>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "05_scopes/with_timeout.hpp"
#include "07_threads/framed.hpp"

namespace unroll {

namespace {

using namespace std::chrono_literals;

/// It lives, and has said nothing since its last answer.
bool is_silent(const Process& process) {
  std::array<pollfd, 2> either{{{process.output.fd(), POLLIN, 0}, {process.pidfd(), POLLIN, 0}}};
  int spoke = -1;
  do {
    spoke = ::poll(either.data(), either.size(), 0);
  } while (spoke < 0 && errno == EINTR);
  return spoke == 0;
}

struct Answer {
  Header header{};
  std::string bytes;
  bool is_all = false;  // nothing was said behind it
};

/// One job and its answer. Both go their way at once: who answers before he has read all may wait for us.
class Talk {
 public:
  Talk(Poller& poller, Process& worker, std::uint64_t job) : poller_(poller), worker_(worker), job_(job) {}
  Talk(const Talk&) = delete;
  Talk& operator=(const Talk&) = delete;

  Task<Answer> about(std::string job, std::size_t at_most) {
    death_ = start(poller_.loop(), kill_who_is_left_behind(), "worker");
    Scope both(poller_.loop());
    both.spawn(say(framed(Header::asked, job_, job)), "job");
    both.spawn(listen(at_most), "answer");
    co_await both.join();
    co_return std::move(answer_);
  }

 private:
  /// A child that it has left behind may hold its output, and the end of that would never come. One that has
  /// left its group is out of reach: what the worker itself has said is read by then, and no more is awaited.
  Task<> kill_who_is_left_behind() {
    co_await worker_.wait();
    worker_.signal_group(SIGKILL);
    co_await sleep_for(poller_.timers(), 1s);
    worker_.input.close();
    worker_.output.close();
  }

  /// Who has gone reads nothing more; that he has gone is found out when his answer is read.
  Task<> say(std::string job) {
    try {
      co_await worker_.input.write_all(std::move(job));
    } catch (const std::system_error& error) {
      if (error.code() != std::errc::broken_pipe && worker_.input.is_open()) throw;
    }
    is_said_ = true;
  }

  /// So many bytes, at least one.
  Task<std::size_t> hear(std::span<char> room) {
    std::size_t count = 0;
    try {
      count = co_await worker_.output.read_some(room);
    } catch (const std::system_error&) {
      if (worker_.output.is_open()) throw;  // else it was closed here: that is its end
    }
    if (count == 0) co_await tell_the_death();
    co_return count;
  }

  Task<> listen(std::size_t at_most) {
    const std::string begun = co_await header_and_more();
    const std::size_t line = begun.find('\n') + 1;
    const std::optional<Header> header = header_of(begun.substr(0, line), {Header::answered, Header::failed});
    if (!header) throw WorkerDied("a worker process does not answer as one should: " + begun.substr(0, 80));
    if (header->job != job_) throw WorkerDied("a worker process answered another job than it was given");
    if (header->size > at_most) throw std::length_error("a worker's answer is longer than it may be");
    answer_ = {*header, begun.substr(line, header->size), begun.size() - line <= header->size};
    co_await hear_the_rest();
    if (!is_said_) throw WorkerDied("a worker process answered before it had read its job");
  }

  /// At least a line, but for one that is longer than a header can be.
  Task<std::string> header_and_more() {
    std::string said;
    std::array<char, 4096> room{};
    while (said.find('\n') == std::string::npos && said.size() < Header::longest) {
      const std::size_t count = co_await hear(room);
      said.append(room.data(), count);
    }
    co_return said;
  }

  Task<> hear_the_rest() {
    std::size_t have = answer_.bytes.size();
    answer_.bytes.resize(answer_.header.size);
    while (have != answer_.bytes.size()) have += co_await hear(std::span(answer_.bytes).subspan(have));
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
  const std::uint64_t job_;
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
  Talk talk(poller_, *worker, ++jobs_);
  Answer answer = co_await talk.about(std::move(job), at_most);
  if (answer.is_all) idle_.push_back(std::move(worker));
  if (answer.header.mark == Header::failed) throw JobFailed(answer.bytes);
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

}  // namespace unroll
