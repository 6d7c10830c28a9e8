#pragma once

#include <memory>
#include <mutex>
#include <unordered_set>
#include <utility>
#include <vector>

#include "07_threads/circle.hpp"
#include "07_threads/executor.hpp"

namespace unroll {

/// The one thing of a loop that other threads may touch: they put jobs in, and the loop is woken (by an
/// eventfd, once however many are put in meanwhile) and runs them. A job posted to the loop itself from
/// another thread would be a race on the queue, and, did it get there, would lie there until something else
/// woke the loop. Jobs of one thread keep their order. An attached mailbox does not keep its loop running:
/// who expects mail holds a Work. Nor is it looked for where nobody waits: as long as a Work is held, or
/// somebody waits for time or for a descriptor, the loop looks once a turn, however busy it is; else never,
/// and it may end with mail in the box. Lifetime: dies before its poller; senders may outlive it. What is in
/// it then is destroyed, not run. Threads: as said at each function. Errors: where the queue has no memory
/// for a letter that one is lost, and std::bad_alloc leaves `run`; those behind it come with the next. Cost:
/// a lock; for a job that is put into an empty box a system call and an allocation, for others none (up to 48
/// bytes of captures), but when the box grows: it doubles. To make: two allocations and four system calls.
class Mailbox {
  struct Box;

 public:
  /// Threads: the loop's. Errors: std::system_error.
  explicit Mailbox(Poller& poller);
  Mailbox(const Mailbox&) = delete;
  Mailbox& operator=(const Mailbox&) = delete;
  ~Mailbox();

  /// Any thread, as long as the mailbox lives. Needs: `job` is not empty.
  void post(Job job, Site site = {}) { (void)sender_.post(std::move(job), site); }

  /// What another thread keeps of a mailbox. Threads: any.
  class Sender {
   public:
    /// False if the mailbox has gone: the job is destroyed here and now, on this thread.
    bool post(Job job, Site site = {}) const;

    /// Whether this is the thread of the mailbox's loop.
    bool is_at_home() const;

    /// The mailbox itself, or null if it has gone. Errors: WrongThread if this is not its loop's thread.
    Mailbox* mailbox() const;

   private:
    friend class Mailbox;
    explicit Sender(std::shared_ptr<Box> box) : box_(std::move(box)) {}
    std::shared_ptr<Box> box_;
  };

  /// Any thread, as long as the mailbox lives; keep a copy, which may outlive it.
  const Sender& sender() const { return sender_; }

  /// Keeps the loop running, for mail that is expected. Threads: the loop's.
  class Work {
   public:
    /// The loop does not end before this does.
    explicit Work(Mailbox& mailbox) : open_(mailbox.poller_.hold_open()) {}

    /// As if it had died. Twice is once.
    void end() { open_.reset(); }

   private:
    std::shared_ptr<Job> open_;
  };

  /// What this loop does on behalf of somebody elsewhere (run_on.hpp); lives until it is let go or the
  /// mailbox dies. Threads: the loop's.
  class Guest : public std::enable_shared_from_this<Guest> {
   public:
    Guest() = default;
    Guest(const Guest&) = delete;
    Guest& operator=(const Guest&) = delete;
    virtual ~Guest() = default;

    /// The worker that stands still until this has ended, if one does.
    virtual Worker waiting_worker() const { return {}; }

    /// What this waits for; null if that is nothing that can be seen.
    virtual Cell* cell() { return nullptr; }
  };

  /// Keeps it alive until `let_go`. Threads, of all three: the loop's.
  void take_in(std::shared_ptr<Guest> guest) { guests_.insert(std::move(guest)); }

  /// May destroy it here and now. Nothing happens if it is not here any more.
  void let_go(Guest& guest) { guests_.erase(guest.shared_from_this()); }

  /// Those who are here; valid until the next comes or goes.
  const std::unordered_set<std::shared_ptr<Guest>>& guests() const { return guests_; }

  /// Who wakes its loop. Threads: the loop's.
  Poller& poller() const { return poller_; }

  /// Where the mail is posted. Threads: the loop's; others have a Sender.
  Loop& loop() const { return poller_.loop(); }

 private:
  void collect();

  Poller& poller_;
  Sender sender_;
  Descriptor bell_;
  std::unordered_set<std::shared_ptr<Guest>> guests_;
};

static_assert(Executor<Mailbox>);

}  // namespace unroll
