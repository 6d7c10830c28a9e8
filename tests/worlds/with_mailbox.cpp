#include <thread>

#include "07_threads/mailbox.hpp"
#include "worlds/known.hpp"

namespace unroll::worlds {
namespace {

/// A mailbox that nobody uses: it changes nothing, and keeps no loop running.
struct AttachedMailbox {
  static constexpr const char* name = "AttachedMailbox";
  static constexpr int made_of = 7;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = false;
  static constexpr Duration unit = std::chrono::microseconds(50);

  Loop loop;
  Poller clock{loop};
  Timers& timers = clock.timers();
  Mailbox mailbox{clock};

  void run() { loop.run(); }
};

/// The same where time jumps: nobody will send anything, so nothing is missed by that.
struct AttachedMailboxInVirtualTime {
  static constexpr const char* name = "AttachedMailboxInVirtualTime";
  static constexpr int made_of = 7;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = true;
  static constexpr Duration unit = std::chrono::milliseconds(10);

  Loop loop;
  FakeClock time;
  Poller clock{loop, time};
  Timers& timers = clock.timers();
  Mailbox mailbox{clock};

  void run() { loop.run(); }
  void advance(Duration by) { time.advance(by); }
};

/// A mailbox, and a thread that puts jobs in. The loop runs until all have come.
struct WithMail : AttachedMailbox {
  static constexpr const char* name = "WithMail";

  ~WithMail() { thread_.join(); }

 private:
  void one_has_come() {
    if (--expected_ == 0) until_all_.end();
  }

  int expected_ = 20;
  Mailbox::Work until_all_{mailbox};
  std::thread thread_{[this, sender = mailbox.sender()] {
    for (int i = 0; i != 20; ++i) (void)sender.post(Job([this] { one_has_come(); }));
  }};
};

const Known<AttachedMailbox> attached_mailbox_is_known;
const Known<AttachedMailboxInVirtualTime> attached_mailbox_in_virtual_time_is_known;
const Known<WithMail> with_mail_is_known;

}  // namespace
}  // namespace unroll::worlds
