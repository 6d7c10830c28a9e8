#include "07_threads/mailbox.hpp"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <utility>

namespace unroll {

namespace {

/// Cannot fail before it has rung 2^64 times.
void ring(int bell) {
  const std::uint64_t once = 1;
  (void)!::write(bell, &once, sizeof once);
}

}  // namespace

struct Mailbox::Box {
  struct Mail {
    Job job;
    [[no_unique_address]] trace::KeptSite at;
  };
  OwnThread home;
  std::mutex mutex;
  std::vector<Mail> letters;   // guarded by mutex
  int bell = -1;               // guarded by mutex; -1 when the mailbox has gone
  Mailbox* mailbox = nullptr;  // of the loop's thread alone, as all below
  std::vector<Mail> in_hand;   // taken out, and not all posted yet
  std::size_t next = 0;        // of those

  /// A letter for which there is no memory in the queue is lost; those behind it come the next time, and that
  /// is soon.
  void hand_out(Loop& loop) {
    try {
      while (next != in_hand.size()) {
        Mail& letter = in_hand[next++];
        loop.post(std::move(letter.job), letter.at);
      }
    } catch (...) {
      ring(bell);
      throw;
    }
    std::vector<Mail>().swap(in_hand);
    next = 0;
  }
};

namespace {

Fd make_bell() {
  Fd fd(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!fd.valid()) throw_errno("eventfd");
  return fd;
}

}  // namespace

Mailbox::Mailbox(Poller& poller)
    : poller_(poller), sender_(std::make_shared<Box>()), bell_(poller, make_bell()) {
  sender_.box_->bell = bell_.fd();
  sender_.box_->mailbox = this;
  bell_.listen_aside(Job([this] { collect(); }));
}

Mailbox::~Mailbox() {
  while (!guests_.empty()) guests_.extract(guests_.begin());  // one at a time: who goes may bring another
  sender_.box_->mailbox = nullptr;
  const std::vector<Box::Mail> in_hand = std::exchange(sender_.box_->in_hand, {});
  std::vector<Box::Mail> unread;  // destroyed behind the lock: what they captured may post
  const std::lock_guard lock(sender_.box_->mutex);
  sender_.box_->bell = -1;
  unread.swap(sender_.box_->letters);
}

bool Mailbox::Sender::post(Job job, Site site) const {
  trace::emit(trace::Verb::send, job.id(), {.site = site});
  const std::lock_guard lock(box_->mutex);
  if (box_->bell < 0) return false;
  box_->letters.push_back({std::move(job), site});
  if (box_->letters.size() == 1) ring(box_->bell);  // still to be heard when the others come
  return true;
}

bool Mailbox::Sender::is_at_home() const { return box_->home.is_this(); }

Mailbox* Mailbox::Sender::mailbox() const {
  box_->home.need("Mailbox::Sender::mailbox on another thread: post a job, which may ask for it there");
  return box_->mailbox;
}

void Mailbox::collect() {
  Box& box = *sender_.box_;
  box.hand_out(loop());  // what is left, if memory has failed
  {
    const std::lock_guard lock(box.mutex);
    box.in_hand.swap(box.letters);
  }
  box.hand_out(loop());
}

}  // namespace unroll
