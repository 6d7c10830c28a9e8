#include "06_io/poller.hpp"

#include <fcntl.h>
#include <pthread.h>
#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <csignal>
#include <exception>
#include <limits>
#include <stdexcept>

namespace unroll {

namespace {

/// What epoll is to wait; up to the next millisecond, so that nobody is woken before the time.
int milliseconds_until(TimePoint until, TimePoint now) {
  if (until == TimePoint::max()) return -1;
  if (until <= now) return 0;
  const auto rest = std::chrono::ceil<std::chrono::milliseconds>(until - now).count();
  return static_cast<int>(std::min<std::int64_t>(rest, std::numeric_limits<int>::max()));
}

/// How many forks this process is away from the first: a child shares its parent's epoll, and asks it for
/// nothing.
int forks = 0;

void count_forks() {
  static const int asked = ::pthread_atfork(nullptr, nullptr, [] { ++forks; });
  if (asked != 0) throw_errno("pthread_atfork", asked);
}

void ignore_broken_pipes() {
  struct sigaction now{};
  if (::sigaction(SIGPIPE, nullptr, &now) == 0 && now.sa_handler == SIG_DFL) std::signal(SIGPIPE, SIG_IGN);
}

}  // namespace

/// The future of somebody who waits for a descriptor: as long as he does, a tick waits.
class Readiness final : public State<void> {
 public:
  Readiness(Loop& loop, std::shared_ptr<Job> open, Site site)
      : State<void>(loop, site), open_(std::move(open)) {}

  void arrive(Result<void> result) {
    open_.reset();
    resolve(std::move(result));
  }

 private:
  std::shared_ptr<Job> open_;
};

/// What the poller knows of one descriptor: what the kernel is asked for, and who waits.
/// The kernel is asked level by level ("is ready"), not for edges ("has become ready"): who reads only a part
/// is woken again. And it goes on being asked when somebody was woken, for he is likely to come back; when
/// something is ready and nobody waits, it is asked no longer. Without that it would say so again and again,
/// for ever.
class Watch {
 public:
  Watch(Poller& poller, Fd fd) : poller_(poller), epoll_(poller.epoll_), fd_(std::move(fd)) {}
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  ~Watch() {
    if (!reader_.expired() || !writer_.expired()) end_who_waits();
    if (forks_ == forks) ask(0);  // else it would be the parent that hears no more
    trace::emit(trace::Verb::drop, id_);
  }

  Future<void> wait(std::uint32_t event, std::shared_ptr<Job> open, Site site) {
    std::weak_ptr<Readiness>& waiting = event == EPOLLIN ? reader_ : writer_;
    if (!waiting.expired())
      throw std::logic_error("Descriptor: somebody waits for this already; one waits, the others ask him");
    auto readiness = std::make_shared<Readiness>(poller_.loop(), std::move(open), site);
    if (!ask(asked_ | event)) throw_errno("epoll_ctl");
    trace::emit(trace::Verb::watch, id_, {.site = site, .about = *readiness, .value = fd()});
    waiting = readiness;
    return Future<void>(std::move(readiness));
  }

  void listen(Job listener) {
    if (!ask(EPOLLIN | EPOLLET)) throw_errno("epoll_ctl");
    listener_ = std::move(listener);
  }

  void happened(std::uint32_t events) {
    trace::emit(trace::Verb::ready, id_, {.value = fd()});
    if (listener_) return listener_();
    if ((events & (EPOLLERR | EPOLLHUP)) != 0) events |= EPOLLIN | EPOLLOUT;
    std::uint32_t useful = 0;
    if ((events & EPOLLIN) != 0 && wake(reader_, Nothing{})) useful |= EPOLLIN;
    if ((events & EPOLLOUT) != 0 && wake(writer_, Nothing{})) useful |= EPOLLOUT;
    ask(asked_ & (~events | useful));  // should the kernel refuse, it will say the same again
  }

  int fd() const { return fd_.get(); }
  Poller& poller() const { return poller_; }

 private:
  /// False if nobody waits.
  static bool wake(std::weak_ptr<Readiness>& waiting, Result<void> result) {
    const auto readiness = std::exchange(waiting, {}).lock();
    if (readiness == nullptr) return false;
    readiness->arrive(std::move(result));
    return true;
  }

  void end_who_waits() {
    const auto closed = std::make_exception_ptr(std::system_error(
        ECANCELED, std::generic_category(), "the descriptor was closed while it was waited for"));
    wake(reader_, closed);
    wake(writer_, closed);
  }

  bool ask(std::uint32_t events) {
    if (events == asked_) return true;
    epoll_event event{events, {.ptr = this}};
    const int operation = asked_ == 0 ? EPOLL_CTL_ADD : events == 0 ? EPOLL_CTL_DEL : EPOLL_CTL_MOD;
    if (::epoll_ctl(epoll_->get(), operation, fd_.get(), &event) != 0) return false;
    asked_ = events;
    return true;
  }

  [[no_unique_address]] trace::Id id_ = trace::new_id();
  Poller& poller_;
  std::shared_ptr<const Fd> epoll_;  // outlives the poller, to be asked to forget
  Fd fd_;
  const int forks_ = forks;
  std::uint32_t asked_ = 0;
  std::weak_ptr<Readiness> reader_;
  std::weak_ptr<Readiness> writer_;
  Job listener_;
};

Poller::Poller(Loop& loop) : Poller(loop, nullptr) {
  trace::tell_time({[](const void* clock) {
                      const auto& poller = *static_cast<const Poller*>(clock);
                      return microseconds(TimePoint{poller.now() - poller.start_});
                    },
                    this, "steady", start_.time_since_epoch().count()});
}

Poller::Poller(Loop& loop, FakeClock& virtual_time) : Poller(loop, &virtual_time) {}

Poller::Poller(Loop& loop, FakeClock* virtual_time)
    : virtual_time_(virtual_time),
      epoll_(std::make_shared<const Fd>(Fd(::epoll_create1(EPOLL_CLOEXEC)))),
      timers_(loop, *this) {
  if (!epoll_->valid()) throw_errno("epoll_create1");
  count_forks();
  ignore_broken_pipes();
}

TimePoint Poller::wait_until(TimePoint until) {
  const bool only_for_descriptors = until == TimePoint::max() && !held_open_.expired();
  if (virtual_time_ == nullptr || only_for_descriptors) {
    (void)look(milliseconds_until(until, now()));
  } else if (look(0) == 0) {
    virtual_time_->wait_until(until);
  }
  return now();
}

/// Waits so long for the kernel, and tells those who wait for what has happened: how much that is. An error
/// (there is no memory) keeps no news from others: a bell says only once that it has rung.
int Poller::look(int milliseconds) {
  std::array<epoll_event, 64> events;  // more than these are told the next time
  const int count = ::epoll_wait(epoll_->get(), events.data(), static_cast<int>(events.size()), milliseconds);
  if (count < 0 && errno != EINTR) throw_errno("epoll_wait");
  std::exception_ptr failed;
  for (int i = 0; i < count; ++i) {
    const epoll_event& event = events[static_cast<std::size_t>(i)];
    try {
      static_cast<Watch*>(event.data.ptr)->happened(event.events);
    } catch (...) {
      failed = std::current_exception();
    }
  }
  if (failed != nullptr) std::rethrow_exception(failed);
  return count;
}

std::shared_ptr<Job> Poller::hold_open() {
  if (auto job = held_open_.lock()) return job;
  auto job = std::make_shared<Job>([] {});
  timers_.arm(TimePoint::max(), job, "descriptors");
  held_open_ = job;
  return job;
}

Descriptor::Descriptor(Poller& poller, Fd fd) : watch_(std::make_unique<Watch>(poller, std::move(fd))) {
  const int flags = ::fcntl(watch_->fd(), F_GETFL);
  if (flags < 0 || ::fcntl(watch_->fd(), F_SETFL, flags | O_NONBLOCK) < 0) throw_errno("fcntl(O_NONBLOCK)");
}
Descriptor::Descriptor(Descriptor&&) noexcept = default;
Descriptor& Descriptor::operator=(Descriptor&&) noexcept = default;
Descriptor::~Descriptor() = default;

Future<void> Descriptor::readable(Site site) { return watch().wait(EPOLLIN, poller().hold_open(), site); }
Future<void> Descriptor::writable(Site site) { return watch().wait(EPOLLOUT, poller().hold_open(), site); }
Future<void> Descriptor::readable_aside(Site site) { return watch().wait(EPOLLIN, nullptr, site); }
void Descriptor::listen_aside(Job listener) { watch().listen(std::move(listener)); }
void Descriptor::close() { watch_.reset(); }
int Descriptor::fd() const { return watch().fd(); }
Poller& Descriptor::poller() const { return watch().poller(); }

Watch& Descriptor::watch() const {
  if (watch_ == nullptr) throw_errno("the descriptor was closed", EBADF);
  return *watch_;
}

}  // namespace unroll
