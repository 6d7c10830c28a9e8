#include "07_threads/pool.hpp"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <iterator>
#include <stdexcept>
#include <system_error>
#include <thread>
#include <vector>

#include "07_threads/letter.hpp"

namespace unroll {

namespace {

thread_local Worker worker_of_this_thread;  // but for how many there are

}  // namespace

/// What the pool and its threads share.
class Pool::Crew : public std::enable_shared_from_this<Pool::Crew> {
  struct Queued {
    Job job;
    std::uint64_t turn;
  };

 public:
  Crew(std::size_t workers, std::size_t room) : most_(workers), able_(workers), room_(room) {
    if (workers == 0) throw std::invalid_argument("Pool: without a worker nothing would ever be done");
  }

  bool post(Job job, Lane lane) {
    std::unique_lock lock(mutex_);
    if (closed_ || queued() >= room_) return false;
    if (idle_ <= queued() && threads_.size() < most_) start_one();
    lanes_[lane].push_back({std::move(job), turn_++});
    lock.unlock();  // else who is woken would wait for it
    work_.notify_one();
    return true;
  }

  /// Takes no more. Brings what is not to be run any more.
  std::deque<Queued> close(bool abandon) {
    std::deque<Queued> unrun;
    const std::lock_guard lock(mutex_);
    closed_ = true;
    if (abandon) {
      unrun.swap(lanes_[Lane::quick]);
      std::move(lanes_[Lane::slow].begin(), lanes_[Lane::slow].end(), std::back_inserter(unrun));
      lanes_[Lane::slow].clear();
    }
    work_.notify_all();
    return unrun;
  }

  /// `told` is called by the last to end, or at once.
  void when_ended(Job told) {
    const std::lock_guard lock(mutex_);
    if (running_ == 0) return told();
    told_.push_back(std::move(told));
  }

  /// Several may wait for the end at once, and a thread is joined by one.
  void join() {
    const std::lock_guard alone(joining_);
    for (std::thread& thread : threads_) {
      if (thread.get_id() == std::this_thread::get_id()) {
        thread.detach();  // the pool dies in a job of its own
      } else if (thread.joinable()) {
        thread.join();
      }
    }
  }

  std::size_t able() const {
    const std::lock_guard lock(mutex_);
    return able_;
  }
  std::size_t workers() const {
    const std::lock_guard lock(mutex_);
    return running_;
  }
  std::size_t waiting() const {
    const std::lock_guard lock(mutex_);
    return queued();
  }

 private:
  struct Lanes {
    std::array<std::deque<Queued>, 2> each;
    std::deque<Queued>& operator[](Lane lane) { return each[static_cast<std::size_t>(lane)]; }
    const std::deque<Queued>& operator[](Lane lane) const { return each[static_cast<std::size_t>(lane)]; }
  };

  std::size_t queued() const { return lanes_[Lane::quick].size() + lanes_[Lane::slow].size(); }
  bool slow_may_run() const { return !lanes_[Lane::slow].empty() && (slow_ + 1 < able_ || able_ == 1); }
  bool some_may_run() const { return !lanes_[Lane::quick].empty() || slow_may_run(); }

  /// Of those that may run the one that came first, so that neither lane starves the other. Needs: some may.
  Lane next_lane() const {
    if (!slow_may_run()) return Lane::quick;
    const auto& quick = lanes_[Lane::quick];
    return quick.empty() || lanes_[Lane::slow].front().turn < quick.front().turn ? Lane::slow : Lane::quick;
  }

  void start_one() {
    try {
      threads_.emplace_back([crew = shared_from_this()] { crew->work(); });
      ++running_;
      able_ = most_;
    } catch (const std::system_error&) {
      if (threads_.empty()) throw;
      able_ = threads_.size();  // fewer than asked for will do
    }
  }

  void work() {
    worker_of_this_thread.pool = this;
    std::unique_lock lock(mutex_);
    while (true) {
      ++idle_;
      work_.wait(lock, [this] { return some_may_run() || closed_; });
      --idle_;
      if (!some_may_run()) break;  // closed; slow jobs that are left are run by those who run slow ones
      run_next(lock);
    }
    end();
  }

  void run_next(std::unique_lock<std::mutex>& lock) {
    const Lane lane = next_lane();
    Job job = std::move(lanes_[lane].front().job);
    lanes_[lane].pop_front();
    if (lane == Lane::slow) ++slow_;
    worker_of_this_thread.lane = lane;
    lock.unlock();
    run(std::move(job));
    lock.lock();
    if (lane == Lane::slow) --slow_;  // one more may run now: this worker looks by itself
  }

  /// What it captured dies here, not under the lock.
  static void run(Job job) {
    const trace::Running told(job.id());
    job();
    job = Job();
  }

  void end() {
    if (--running_ != 0) return;
    for (Job& told : told_) told();
    told_.clear();
  }

  const std::size_t most_;
  std::size_t able_;  // how many there can be, as far as is known; guarded by mutex_
  const std::size_t room_;
  std::mutex joining_;
  mutable std::mutex mutex_;
  std::condition_variable work_;      // there is a job that may run, or it is closed
  Lanes lanes_;                       // guarded by mutex_, as all below
  std::vector<std::thread> threads_;  // … joined only when closed
  std::vector<Job> told_;
  std::uint64_t turn_ = 0;
  std::size_t idle_ = 0;
  std::size_t slow_ = 0;     // slow jobs that run
  std::size_t running_ = 0;  // threads that have not ended
  bool closed_ = false;
};

Pool::Pool(std::size_t workers, std::size_t room) : crew_(std::make_shared<Crew>(workers, room)) {}

Pool::~Pool() {
  (void)crew_->close(true);
  crew_->join();
}

bool Pool::post(Job job, Lane lane, [[maybe_unused]] Site site) {
  trace::emit(trace::Verb::send, job.id(), {.site = site});
  const std::shared_ptr<Crew> crew = crew_;  // the job may own the pool, and run before we are back
  return crew->post(std::move(job), lane);
}

Future<void> Pool::drain(Mailbox& home) { return close(home, false); }
Future<void> Pool::abandon(Mailbox& home) { return close(home, true); }

Future<void> Pool::close(Mailbox& home, bool abandon) {
  auto expected = std::make_shared<Expected<void>>(home, Site());
  (void)crew_->close(abandon);
  crew_->when_ended(
      Job([letter = Letter<void>(home.sender(), expected)]() mutable { letter.send(Nothing{}); }));
  return Future<void>(std::move(expected));
}

void Pool::drain_and_wait() {
  if (is_here())
    throw WrongThread("Pool::drain_and_wait on a thread of this pool, which would wait for itself");
  (void)crew_->close(false);
  crew_->join();
}

bool Pool::is_here() const { return worker_of_this_thread.pool == crew_.get(); }
Worker Pool::worker_here() {
  Worker here = worker_of_this_thread;
  if (here.pool != nullptr) here.of = static_cast<const Crew*>(here.pool)->able();
  return here;
}
std::size_t Pool::workers() const { return crew_->workers(); }
std::size_t Pool::waiting() const { return crew_->waiting(); }

}  // namespace unroll
