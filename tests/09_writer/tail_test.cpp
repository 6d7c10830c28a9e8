#include "09_writer/tail.hpp"

#include <latch>

#include "09_writer/merge_check.hpp"
#include "writer_home.hpp"

namespace unroll {
namespace {

/// A worker that stands still, from its turn in the queue until it is let go.
class Hold {
 public:
  explicit Hold(Pool& pool) {
    (void)pool.post(Job([both = both_] {
      both->begun.count_down();
      both->end.wait();
    }));
  }
  Hold(const Hold&) = delete;
  Hold& operator=(const Hold&) = delete;
  ~Hold() {
    if (!both_->end.try_wait()) let_go();
  }

  void wait_until_it_stands() { both_->begun.wait(); }
  void let_go() { both_->end.count_down(); }

 private:
  struct Both {
    std::latch begun{1};
    std::latch end{1};
  };
  std::shared_ptr<Both> both_ = std::make_shared<Both>();
};

/// A pool of one worker, which stands still until it is told to do its next job.
struct TailTest : WriterHome {
  Pool one{1};
  std::unique_ptr<Hold> hold = std::make_unique<Hold>(one);
  Tails tails{one, mailbox, 1};
  FileChanges changes{poller};
  std::string source = folder.file("source");

  TailTest() { hold->wait_until_it_stands(); }

  Future<void> watch() {
    const auto body = [this](Writer& to) { return tails.watch(source, to, changes); };
    return start(loop, with_writer(mailbox, path, body));
  }
  Future<void> poll_daily() {
    const auto body = [this](Writer& to) { return tails.poll(source, to, 24h); };
    return start(loop, with_writer(mailbox, path, body));
  }

  /// Turns of the loop, until a job waits for the worker.
  void until_one_waits() {
    while (one.waiting() == 0) ASSERT_TRUE(loop.run_one());
  }

  /// The worker does what waits for it, and then this.
  template <class F>
  void do_that_and(F function) {
    (void)one.post(Job(std::move(function)));
    auto next = std::make_unique<Hold>(one);
    hold->let_go();
    next->wait_until_it_stands();
    hold = std::move(next);
  }
  void do_that() {
    do_that_and([] {});
  }

  void some_turns() {
    const auto turns = [](Timers& timers) -> Task<> {
      for (int i = 0; i != 10; ++i) co_await sleep_for(timers, 1ms);
    };
    run(turns(poller.timers()));
  }

  void within_a_minute(Future<void> future) {
    const auto wait = [](Future<void> it) -> Task<> { co_await std::move(it); };
    const auto limited = [](Timers& timers, Task<> task) -> Task<> {
      co_await with_timeout(timers, 1min, std::move(task));
    };
    run(limited(poller.timers(), wait(std::move(future))));
  }
};

TEST_F(TailTest, AChangeBehindTheReadAndBeforeTheWaitIsSeen) {
  Growth growth(source, {"the only line"});
  Future<void> following = watch();
  until_one_waits();
  do_that();  // opens
  until_one_waits();
  // The file grows when it was read and the loop has not heard of that: it hears of both in one turn.
  do_that_and([&] { growth.grow(std::string::npos); });
  hold.reset();
  within_a_minute(std::move(following));
  EXPECT_EQ(content_of(path), "the only line\n");
}

TEST_F(TailTest, PollingDoesNotLookAgainBeforeItsTime) {
  const Growth growth(source, {"a line that does not come"});
  const Future<void> following = poll_daily();
  until_one_waits();
  do_that();  // opens
  until_one_waits();
  do_that();  // reads, in vain
  some_turns();
  EXPECT_EQ(one.waiting(), 0U);
}

const std::vector<std::string> more_than_is_read_at_once(100, std::string(50'000, 'x'));

TEST_F(TailTest, PollingGoesOnAtOnceAsLongAsThereIsMore) {
  hold.reset();
  Growth(source, more_than_is_read_at_once).grow(std::string::npos);
  within_a_minute(poll_daily());
  EXPECT_EQ(content_of(path).size(), 100U * 50'001);
}

TEST_F(TailTest, SoDoesWatching) {
  hold.reset();
  Growth(source, more_than_is_read_at_once).grow(std::string::npos);
  within_a_minute(watch());
  EXPECT_EQ(content_of(path).size(), 100U * 50'001);
}

TEST_F(TailTest, PollingDoesNotWaitWhenTheEndIsAllThatIsRead) {
  hold.reset();
  Growth(source, {}).grow(std::string::npos);
  within_a_minute(poll_daily());
}

TEST_F(TailTest, NeverMoreFilesAreReadAtOnceThanItMay) {
  Growth(source, {"source 1"}).grow(std::string::npos);
  Future<void> first = watch();
  until_one_waits();
  const auto body = [this](Writer& to) { return tails.poll(source, to, 1ms); };
  Future<void> second = start(loop, with_writer(mailbox, folder.file("other"), body));
  for (int job = 0; job != 4; ++job) {  // opens both, reads both
    until_one_waits();
    some_turns();
    ASSERT_EQ(one.waiting(), 1U) << "before job " << job;
    do_that();
  }
  hold.reset();
  within_a_minute(std::move(first));
  within_a_minute(std::move(second));
}

}  // namespace
}  // namespace unroll
