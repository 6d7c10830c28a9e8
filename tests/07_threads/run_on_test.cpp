#include "07_threads/run_on.hpp"

#include <poll.h>
#include <unistd.h>

#include <future>
#include <optional>

#include "03_futures/sleep_for.hpp"
#include "07_threads/event.hpp"
#include "home.hpp"

namespace unroll {
namespace {

/// A loop on a thread of its own, until it dies.
class Abroad {
 public:
  Abroad() {
    std::promise<Place> up;
    thread_ = std::thread([this, &up] { live(up); });
    place_ = up.get_future().get();
  }
  Abroad(const Abroad&) = delete;
  Abroad& operator=(const Abroad&) = delete;
  ~Abroad() { end(); }

  void end() {
    if (!thread_.joinable()) return;
    (void)there().post(Job([there = there()] { there.mailbox()->loop().stop(); }));
    thread_.join();
  }
  const Mailbox::Sender& there() const { return *place_.there; }
  Timers& timers() const { return *place_.timers; }  // for tasks that run there
  std::thread::id thread() const { return thread_id_; }

 private:
  struct Place {
    std::optional<Mailbox::Sender> there;
    Timers* timers = nullptr;
  };

  void live(std::promise<Place>& up) {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    const Mailbox::Work work(mailbox);
    thread_id_ = std::this_thread::get_id();
    up.set_value({mailbox.sender(), &poller.timers()});
    loop.run();
  }

  std::thread thread_;
  std::thread::id thread_id_;
  Place place_;
};

struct RunOnTest : Home {
  Abroad abroad;
};

Task<int> seven(Timers& timers) {
  co_await sleep_for(timers, 1ms);
  co_return 7;
}
Task<int> fails(Timers& timers) {
  co_await sleep_for(timers, 1ms);
  throw std::out_of_range("over there");
}
Task<int> await_home(Future<int> value) { co_return co_await std::move(value); }

/// What is there to be begun, and no loop runs: a test does each step itself.
struct RunOnHere : Home {
  Task<int> one() {
    begun = true;
    co_return 1;
  }
  bool begun = false;
};

TEST_F(RunOnTest, BringsHomeWhatATaskOnAnotherLoopReturns) {
  EXPECT_EQ(run(await_home(run_on(abroad.there(), mailbox, [&] { return seven(abroad.timers()); }))), 7);
}

TEST_F(RunOnTest, BringsHomeWhatItThrows) {
  EXPECT_THROW(run(await_home(run_on(abroad.there(), mailbox, [&] { return fails(abroad.timers()); }))),
               std::out_of_range);
}

Task<int> no_task() { throw std::out_of_range("no coroutine: it never made a task"); }

TEST_F(RunOnTest, AFunctionThatThrowsBeforeThereIsATaskIsAnErrorToo) {
  EXPECT_THROW(run(await_home(run_on(abroad.there(), mailbox, no_task))), std::out_of_range);
}

TEST_F(RunOnHere, ATaskThatCannotBeStartedIsAnErrorOfTheFutureAndNotOfThatLoop) {
  Future<int> value = run_on(mailbox.sender(), mailbox, [] { return Task<int>(); });
  ASSERT_NO_THROW(loop.run());
  EXPECT_TRUE(mailbox.guests().empty());
  ASSERT_TRUE(value.ready());
  EXPECT_THROW(value.get(), std::logic_error);
}

TEST_F(RunOnHere, DroppedBeforeItBeginsItNeverDoes) {
  {
    const Future<int> dropped = run_on(mailbox.sender(), mailbox, [&] { return one(); });
  }
  const Mailbox::Work work(mailbox);
  mailbox.post(Job([&] { mailbox.post(Job([&] { loop.stop(); })); }));  // behind the two letters
  loop.run();
  EXPECT_FALSE(begun);
  EXPECT_TRUE(mailbox.guests().empty());
}

TEST_F(RunOnHere, AMailboxThatDiesWhileItsLoopRunsOnIsABrokenPromise) {
  std::optional<Mailbox> there(std::in_place, poller);
  Future<int> value = run_on(there->sender(), mailbox, [&] { return one(); });
  loop.run_one();  // the letter is out of the box, and its job in the queue
  there.reset();
  loop.run();
  EXPECT_FALSE(begun);
  ASSERT_TRUE(value.ready());
  EXPECT_THROW(value.get(), BrokenPromise);
}

TEST_F(RunOnHere, AThreadThatWaitsForAMailboxThatDiesSoIsToldThatTheLoopHasGone) {
  std::optional<Mailbox> there(std::in_place, poller);
  auto waits = std::async(std::launch::async, [this, there = there->sender()] {
    return run_on_and_wait(there, [this] { return one(); });
  });
  {
    const Mailbox::Work work(*there);
    loop.run_one();  // waits for the letter
  }
  there.reset();
  loop.run();
  EXPECT_FALSE(begun);
  EXPECT_THROW(waits.get(), LoopGone);
}

Task<std::thread::id> where() { co_return std::this_thread::get_id(); }

TEST_F(RunOnTest, TheTaskRunsOnTheThreadOfItsLoop) {
  const auto home_is = std::this_thread::get_id();
  const auto wait = [](Future<std::thread::id> there) -> Task<std::thread::id> {
    co_return co_await std::move(there);
  };
  const auto ran_on = run(wait(run_on(abroad.there(), mailbox, [] { return where(); })));
  EXPECT_EQ(ran_on, abroad.thread());
  EXPECT_NE(ran_on, home_is);
}

Task<int> for_ever(Timers& timers, std::promise<void>& begun, std::promise<void>& ended) {
  struct Ends {
    std::promise<void>& told;
    ~Ends() { told.set_value(); }
  } const ends{ended};
  begun.set_value();
  co_await sleep_for(timers, 24h);
  co_return 0;
}

TEST_F(RunOnTest, DestroyingTheFutureCancelsTheTaskOverThere) {
  std::promise<void> begun;
  std::promise<void> ended;
  {
    const Future<int> dropped =
        run_on(abroad.there(), mailbox, [&] { return for_ever(abroad.timers(), begun, ended); });
    begun.get_future().wait();
  }
  ended.get_future().wait();
}

TEST_F(RunOnTest, ALoopThatGoesMeanwhileIsABrokenPromise) {
  std::promise<void> begun;
  std::promise<void> ended;
  Future<int> value =
      run_on(abroad.there(), mailbox, [&] { return for_ever(abroad.timers(), begun, ended); });
  begun.get_future().wait();
  abroad.end();
  EXPECT_THROW(run(await_home(std::move(value))), BrokenPromise);
}

TEST_F(RunOnTest, ALoopThatHasGoneSaysSo) {
  abroad.end();
  EXPECT_THROW(run(await_home(run_on(abroad.there(), mailbox, [&] { return seven(abroad.timers()); }))),
               LoopGone);
}

Task<std::size_t> guests_of(const Mailbox::Sender& there) { co_return there.mailbox()->guests().size(); }

TEST_F(RunOnTest, AGuestThatHasEndedIsForgotten) {
  const auto count = [&] { return guests_of(abroad.there()); };
  for (int i = 0; i != 3; ++i) EXPECT_EQ(run_on_and_wait(abroad.there(), count), 1U) << "itself alone";
}

TEST_F(RunOnTest, AThreadWithoutALoopMayWait) {
  EXPECT_EQ(run_on_and_wait(abroad.there(), [&] { return seven(abroad.timers()); }), 7);
  EXPECT_THROW(run_on_and_wait(abroad.there(), [&] { return fails(abroad.timers()); }), std::out_of_range);
}

TEST_F(RunOnTest, WaitingForItsOwnLoopIsRefused) {
  EXPECT_THROW(run_on_and_wait(mailbox.sender(), [&] { return seven(poller.timers()); }), WrongThread);
}

TEST_F(RunOnTest, WaitingForALoopThatHasGoneIsRefused) {
  abroad.end();
  EXPECT_THROW(run_on_and_wait(abroad.there(), [&] { return seven(abroad.timers()); }), LoopGone);
}

/// What the next descriptor of this process will be called: the lowest number that is free.
int next_descriptor() {
  const int next = ::dup(STDIN_FILENO);
  ::close(next);
  return next;
}

TEST(RunOnEnd, AMailboxThatDiesBeforeItsPoolLetsGoOfTheWorkersThatWaitForItsLoop) {
  bool gone = false;
  {
    Loop loop;
    Poller poller(loop);
    Pool pool(1);
    const int bell = next_descriptor();
    Mailbox mailbox(poller);  // and its loop never runs
    pool.post(Job([&, there = mailbox.sender()] {
      try {
        run_on_and_wait(there, [&] { return seven(poller.timers()); });
      } catch (const LoopGone&) {
        gone = true;
      }
    }));
    pollfd rung{.fd = bell, .events = POLLIN, .revents = 0};
    ASSERT_EQ(::poll(&rung, 1, 60'000), 1) << "it waits: its letter is in the box";
  }
  EXPECT_TRUE(gone);
}

}  // namespace
}  // namespace unroll
