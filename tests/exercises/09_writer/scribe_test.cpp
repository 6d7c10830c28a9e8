#include "09_writer/scribe.hpp"

#include <atomic>
#include <chrono>
#include <latch>
#include <memory>
#include <optional>
#include <set>
#include <vector>

#include "at_the_lock.hpp"
#include "check.hpp"

namespace {

using namespace std::chrono_literals;
using unroll::check::in_order;
using unroll::check::Seen;

template <class Future>
bool is_ready(const Future& future) {
  return future.wait_for(0s) == std::future_status::ready;
}

/// Stands still where it is told to; "bad" cannot be done.
class Notes final : public unroll::Book {
 public:
  void open() override { note("open", bad_open); }
  void write(const std::string& line) override {
    note(line, line == "bad");
    if (line == "slow") stand_still();
  }
  void close() override {
    if (slow_close) stand_still();
    note("close", bad_close);
  }

  bool bad_open = false;
  bool bad_close = false;
  bool slow_close = false;
  std::latch stands{1};
  std::latch go_on{1};
  Seen seen;
  std::set<std::thread::id> threads;

 private:
  void note(const std::string& what, bool bad) {
    threads.insert(std::this_thread::get_id());
    if (bad) throw std::out_of_range(what);
    seen(what);
  }
  void stand_still() {
    stands.count_down();
    go_on.wait();
  }
};

TEST(Scribe, WritesInTheOrderOfTheCalls) {
  Notes book;
  {
    unroll::Scribe scribe(book);
    std::future<void> last;
    for (const char* line : {"a", "b", "c"}) last = scribe.write(line);
    last.get();
    scribe.stop().get();
  }
  EXPECT_TRUE(in_order(book.seen, {"open", "a", "b", "c", "close"})) << "opened, written in order, closed";
}

TEST(Scribe, AnErrorOfOpeningIsThrown) {
  const auto book = std::make_unique<Notes>();
  book->bad_open = true;
  bool thrown = false;
  try {
    const auto scribe = std::make_unique<unroll::Scribe>(*book);
  } catch (const std::out_of_range&) {
    thrown = true;
  }
  EXPECT_TRUE(thrown) << "it is the one who opens that must know of it";
}

/// Of a thread: it has ended a moment after its last words, unless somebody goes on without waiting for it.
struct LastWords {
  std::atomic<bool> gone_on = false;
  std::atomic<bool> said = false;
  std::latch over{1};
};
struct SaysThem {
  LastWords* words = nullptr;
  ~SaysThem() {
    if (words == nullptr) return;
    unroll::check::give_way_until([this] { return words->gone_on.load(); });
    words->said = true;
    words->over.count_down();
  }
};

/// Its thread has last words, whether it can be opened or not.
class BookWithLastWords final : public unroll::Book {
 public:
  explicit BookWithLastWords(bool opens) : opens_(opens) {}
  void open() override {
    static thread_local SaysThem at_its_end;
    at_its_end.words = &words;
    if (!opens_) throw std::out_of_range("open");
  }
  void write(const std::string&) override {}
  void close() override {}
  LastWords words;

 private:
  bool opens_;
};

TEST(Scribe, WhatCannotBeOpenedLeavesNoThread) {
  BookWithLastWords book(false);
  bool thrown = false;
  try {
    const unroll::Scribe scribe(book);
  } catch (const std::out_of_range&) {
    thrown = true;
  }
  const bool said = book.words.said;
  book.words.gone_on = true;
  book.words.over.wait();
  EXPECT_TRUE(thrown) << "it is the one who opens that must know of it";
  EXPECT_TRUE(said) << "the constructor has thrown, and the thread that it had begun was still there";
}

TEST(Scribe, TheDestructorLeavesNoThread) {
  BookWithLastWords book(true);
  {
    unroll::Scribe scribe(book);
    scribe.write("a").get();
  }
  const bool said = book.words.said;
  book.words.gone_on = true;
  book.words.over.wait();
  EXPECT_TRUE(said) << "the destructor has returned, and the thread was still there";
}

/// What it throws is no std::exception.
class OddBook final : public unroll::Book {
 public:
  explicit OddBook(bool opens) : opens_(opens) {}
  void open() override {
    if (!opens_) throw 7;
  }
  void write(const std::string&) override { throw 8; }
  void close() override { throw 9; }

 private:
  bool opens_;
};

TEST(Scribe, WhateverOpenThrowsIsThrown) {
  OddBook book(false);
  int thrown = 0;
  try {
    const unroll::Scribe scribe(book);
  } catch (int number) {
    thrown = number;
  }
  EXPECT_EQ(thrown, 7) << "what is thrown need not be a std::exception";
}

TEST(Scribe, WhateverCloseThrowsIsBroughtByStop) {
  OddBook book(true);
  unroll::Scribe scribe(book);
  std::future<void> line = scribe.write("a");
  EXPECT_THROW(line.get(), int) << "what the book threw, and it need not be a std::exception";
  EXPECT_THROW(scribe.stop().get(), int) << "what closing threw, and it need not be a std::exception";
}

TEST(Scribe, AnErrorOfAWriteReachesWhoWaitsForIt) {
  Notes book;
  unroll::Scribe scribe(book);
  std::future<void> bad = scribe.write("bad");
  EXPECT_THROW(bad.get(), std::out_of_range) << "what the book threw";
  EXPECT_NO_THROW(scribe.stop().get()) << "it has been said already";
}

TEST(Scribe, StopWritesWhatWasGivenBefore) {
  Notes book;
  unroll::Scribe scribe(book);
  (void)scribe.write("slow");
  book.stands.wait();
  std::future<void> a = scribe.write("a");
  std::future<void> b = scribe.write("b");
  const std::shared_future<void> stopped = scribe.stop();
  EXPECT_FALSE(is_ready(stopped)) << "there are three lines to be written first";
  book.go_on.count_down();
  EXPECT_NO_THROW(stopped.get()) << "all went well";
  EXPECT_TRUE(is_ready(a) && is_ready(b)) << "they were given before, so their writers have been told";
  EXPECT_TRUE(in_order(book.seen, {"open", "slow", "a", "b", "close"}))
      << "all of it, and then the book is closed";
}

TEST(Scribe, StopIsReadyWhenTheBookIsClosed) {
  Notes book;
  book.slow_close = true;
  unroll::Scribe scribe(book);
  const std::shared_future<void> stopped = scribe.stop();
  book.stands.wait();
  EXPECT_FALSE(is_ready(stopped)) << "the book is being closed just now";
  book.go_on.count_down();
  stopped.get();
  EXPECT_TRUE(in_order(book.seen, {"open", "close"})) << "now it is";
  EXPECT_TRUE(is_ready(scribe.stop())) << "asked again, it is ready";
}

TEST(Scribe, AnErrorOfClosingIsBroughtByStop) {
  Notes book;
  book.bad_close = true;
  unroll::Scribe scribe(book);
  EXPECT_THROW(scribe.stop().get(), std::out_of_range)
      << "what a full disk could not keep is said when it is closed";
}

TEST(Scribe, ALateWriteFailsAtOnce) {
  Notes book;
  unroll::Scribe scribe(book);
  (void)scribe.write("slow");
  book.stands.wait();
  const std::shared_future<void> stopped = scribe.stop();
  std::future<void> late = scribe.write("late");
  EXPECT_TRUE(is_ready(late)) << "stop has been asked for: that it comes too late is known here and now";
  book.go_on.count_down();
  stopped.get();
  std::future<void> later = scribe.write("later");
  ASSERT_TRUE(is_ready(late) && is_ready(later)) << "nobody is there any more who could write it";
  EXPECT_THROW(late.get(), unroll::ScribeStopped) << "and so it is said";
  EXPECT_THROW(later.get(), unroll::ScribeStopped) << "and so it is said";
}

/// Has something done when its thread is about to sleep, once it has written.
class SleepyBook final : public unroll::Book {
 public:
  void open() override {}
  void write(const std::string&) override { unroll::check::at_the_lock = &here; }
  void close() override { unroll::check::at_the_lock = nullptr; }
  unroll::check::AtTheLock here{};
};

/// Between a look, which found nothing to do, and the sleep behind it, the scribe is stopped: as far as that
/// comes, for it may need the lock that is held there. Who sleeps in another way is stopped at any time.
TEST(Scribe, StoppedJustBeforeItSleepsItDoesNotSleep) {
  std::atomic<bool> sleepy = false;
  std::latch as_far_as_it_comes(1);
  SleepyBook book;
  book.here.sleep = [&] {
    sleepy = true;
    as_far_as_it_comes.wait();
  };
  unroll::Scribe scribe(book);
  scribe.write("a").get();
  unroll::check::give_way_until([&] { return sleepy.load(); });
  std::shared_future<void> stopped;
  const auto come = [&] { as_far_as_it_comes.count_down(); };
  if (!unroll::check::before_lock(0, come, [&] { stopped = scribe.stop(); })) come();
  EXPECT_NO_THROW(stopped.get()) << "it was stopped when it had just looked, and had not slept yet";
}

/// Condition variables may wake without a reason. Here they do, some times in a row, before there is a line.
TEST(Scribe, WokenForNothingItSleepsAgain) {
  unroll::check::sleeps_for_nothing = 5;
  Notes book;
  unroll::Scribe scribe(book);
  const auto slept = [] { return !unroll::check::acts_at_locks || unroll::check::sleeps_for_nothing == 0; };
  unroll::check::give_way_until(slept);
  unroll::check::sleeps_for_nothing = 0;
  EXPECT_NO_THROW(scribe.write("a").get()) << "nobody has said stop, and here is a line";
  EXPECT_NO_THROW(scribe.stop().get()) << "all is written";
  EXPECT_TRUE(in_order(book.seen, {"open", "a", "close"})) << "all is written, and then the book is closed";
}

TEST(Scribe, TheDestructorStopsAndWaits) {
  Notes book;
  {
    unroll::Scribe scribe(book);
    (void)scribe.write("a");
  }
  EXPECT_TRUE(in_order(book.seen, {"open", "a", "close"})) << "all is done when the destructor returns";
}

TEST(Scribe, TheBookIsUsedByOneThread) {
  Notes book;
  {
    unroll::Scribe scribe(book);
    scribe.write("a").get();
    scribe.stop().get();
  }
  EXPECT_EQ(book.threads.size(), 1U) << "who has the book to himself needs no lock";
  EXPECT_FALSE(book.threads.contains(std::this_thread::get_id()))
      << "and it is not the thread that must not wait";
}

TEST(Scribe, WhatComesBehindABadLineIsWritten) {
  Notes book;
  unroll::Scribe scribe(book);
  std::future<void> bad = scribe.write("bad");
  std::future<void> good = scribe.write("good");
  EXPECT_THROW(bad.get(), std::out_of_range) << "what the book threw";
  EXPECT_NO_THROW(good.get()) << "the book took this one";
  scribe.stop().get();
  EXPECT_TRUE(in_order(book.seen, {"open", "good", "close"})) << "the book took this one";
}

TEST(Scribe, StopMayBeAskedForTwice) {
  Notes book;
  book.bad_close = true;
  unroll::Scribe scribe(book);
  (void)scribe.write("slow");
  book.stands.wait();
  const std::shared_future<void> first = scribe.stop();
  const std::shared_future<void> second = scribe.stop();
  const bool early = is_ready(second);
  book.go_on.count_down();
  EXPECT_FALSE(early) << "also who asks again waits until all is written and the book is closed";
  EXPECT_THROW(first.get(), std::out_of_range) << "what closing threw";
  EXPECT_THROW(second.get(), std::out_of_range) << "what closing threw is brought to each who asks";
  EXPECT_THROW(scribe.stop().get(), std::out_of_range) << "also when it is long closed";
}

TEST(Scribe, KnowsNothingOfAnother) {
  Notes book;
  Notes other_book;
  unroll::Scribe scribe(book);
  unroll::Scribe other(other_book);
  (void)scribe.write("slow");
  book.stands.wait();
  std::future<void> a = scribe.write("a");
  other.write("b").get();
  const bool early = is_ready(a);
  book.go_on.count_down();
  EXPECT_FALSE(early) << "its scribe stands still, and the other one has a book of his own";
  other.stop().get();
  std::future<void> c = scribe.write("c");
  EXPECT_NO_THROW(c.get()) << "only the other one was stopped";
  scribe.stop().get();
  EXPECT_TRUE(in_order(book.seen, {"open", "slow", "a", "c", "close"})) << "what was given to this one";
  EXPECT_TRUE(in_order(other_book.seen, {"open", "b", "close"})) << "what was given to the other one";
}

}  // namespace
