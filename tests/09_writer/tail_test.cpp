#include "09_writer/tail.hpp"

#include <latch>
#include <thread>

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

struct TailTest : WriterHome {
  Pool one{1};
  Tails tails{one, mailbox, 1};
  FileChanges changes{poller};
  std::string source = folder.file("source");

  Task<> follow() {
    return with_writer(mailbox, path, [this](Writer& to) { return tails.watch(source, to, changes); });
  }

  /// Turns of the loop, until a job waits for the worker.
  void until_one_waits() {
    while (one.waiting() == 0) loop.run_one();
  }

  /// Has the worker do that, behind all that it has to do already, and waits for it.
  template <class F>
  void by_the_worker(Hold& hold, F function) {
    std::latch done(1);
    (void)one.post(Job([&] {
      function();
      done.count_down();
    }));
    hold.let_go();
    done.wait();
  }
};

Task<> within_ten_seconds(Timers& timers, Future<void> future) {
  const auto wait = [](Future<void> it) -> Task<> { co_await std::move(it); };
  co_await with_timeout(timers, 10s, wait(std::move(future)));
}

TEST_F(TailTest, AChangeBehindTheReadAndBeforeTheWaitIsSeen) {
  Growth growth(source, {"the only line"});
  Hold before_opening(one);
  Future<void> following = start(loop, follow());
  before_opening.wait_until_it_stands();
  until_one_waits();
  Hold before_reading(one);
  before_opening.let_go();
  before_reading.wait_until_it_stands();
  until_one_waits();
  // The file grows when it was read and the loop has not heard of that: it hears of both in one turn.
  by_the_worker(before_reading, [&] { growth.grow(std::string::npos); });
  run(within_ten_seconds(poller.timers(), std::move(following)));
  EXPECT_EQ(content_of(path), "the only line\n");
}

}  // namespace
}  // namespace unroll
