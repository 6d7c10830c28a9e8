#include "09_writer/writer.hpp"

#include <mutex>
#include <new>
#include <optional>
#include <thread>
#include <utility>
#include <vector>

#include "07_threads/letter.hpp"
#include "09_writer/askers.hpp"
#include "09_writer/out_file.hpp"

namespace unroll {

namespace {

/// What the thread has: all of it is made, used and destroyed there.
struct Desk {
  Loop loop{};
  Poller poller{loop};
  Mailbox mailbox{poller};
  Mailbox::Work until_stop{mailbox};
  OutFile file{};
  std::shared_ptr<std::exception_ptr> unheard{};  // the door's, of the home's thread alone

  void write(const std::string& bytes, Letter<void> answer) {
    if (!answer.wanted()) return;
    Result<void> result = result_of<void>([&] { file.write_all(bytes); });
    if (!result.failed()) return answer.send(std::move(result));
    answer.send(std::move(result), [kept = unheard](const Result<void>& error) {
      if (*kept == nullptr) *kept = error.error();
    });
  }
};

/// The way to the thread, from before it is up until after it has gone. What comes too early is kept.
class Door : public std::enable_shared_from_this<Door> {
 public:
  /// `job(Desk*)` runs on the thread, in the order of these calls; without a desk if there never was one.
  /// False if it is closed: `job` is destroyed.
  template <class F>
  bool post(F job) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    Job at_the_desk([this, job = std::move(job)]() mutable { job(desk_); });
    if (there_) return there_->post(std::move(at_the_desk));
    early_.push_back(std::move(at_the_desk));
    return true;
  }

  void open(Desk& desk) {
    desk_ = &desk;
    desk.unheard = {shared_from_this(), &unheard};
    const std::lock_guard lock(mutex_);
    there_ = desk.mailbox.sender();
    for (Job& job : std::exchange(early_, {})) (void)there_->post(std::move(job));
  }

  /// Who is to hear that all has ended, and how. False if that is over, and then the letter is still there:
  /// `failed` knows.
  bool keep(Letter<void>& farewell) {
    const std::lock_guard lock(mutex_);
    if (closed_) return false;
    farewell_.emplace(std::move(farewell));
    return true;
  }

  /// Why the thread will end, though nobody has asked it to.
  void fail(std::exception_ptr why) {
    const std::lock_guard lock(mutex_);
    failed_ = std::move(why);
  }

  /// Brings who is to hear of the end.
  std::optional<Letter<void>> close() {
    std::unique_lock lock(mutex_);
    closed_ = true;
    auto early = std::exchange(early_, {});
    auto farewell = std::move(farewell_);
    lock.unlock();
    for (Job& job : early) job();
    return farewell;
  }

  std::exception_ptr failed() {
    const std::lock_guard lock(mutex_);
    return failed_;
  }

  std::exception_ptr unheard;  // of the home's alone: the first error that found nobody there

 private:
  Desk* desk_ = nullptr;  // of the thread alone; whatever is early when the door closes has never had one
  std::mutex mutex_;
  std::optional<Mailbox::Sender> there_;  // guarded by mutex_, as all below
  std::vector<Job> early_;
  std::optional<Letter<void>> farewell_;
  std::exception_ptr failed_;
  bool closed_ = false;
};

/// Where there is no memory to say it, the letter brings BrokenPromise as it dies.
void say(Letter<void> letter, Result<void> what) {
  try {
    letter.send(std::move(what));
  } catch (const std::bad_alloc&) {
    // and no error leaves the thread
  }
}

void live(Door& door, const std::string& path, Letter<void> opened) {
  bool is_up = false;
  Result<void> end = result_of<void>([&] {
    Desk desk;
    is_up = true;
    opened.send(result_of<void>([&] { desk.file = OutFile(path); }));
    try {
      door.open(desk);
      desk.loop.run();
    } catch (...) {
      door.fail(std::current_exception());  // before the desk goes: it is no stop
      throw;
    }
    desk.file.close();
  });
  if (!is_up) say(std::move(opened), std::exchange(end, Nothing{}));
  if (auto farewell = door.close()) say(std::move(*farewell), std::move(end));
}

}  // namespace

/// What is at home: the thread, and who waits for its end.
class Writer::Office final : public Mailbox::Guest {
 public:
  Office(Mailbox& home, std::string path, Letter<void> opened)
      : home_(home.sender()),
        thread_([door = door_, path = std::move(path), opened = std::move(opened)]() mutable {
          live(*door, path, std::move(opened));
        }) {}
  ~Office() override {
    if (thread_.joinable()) thread_.join();  // the home's mailbox is dying: no loop is stopped by this
  }

  Future<void> write(std::string bytes, Site site) {
    auto expected = std::make_shared<Expected<void>>(mailbox(), site);
    auto write = [bytes = std::move(bytes), answer = Letter<void>(home_, expected)](Desk* desk) mutable {
      desk->write(bytes, std::move(answer));
    };
    if (asked_ || !door_->post(std::move(write))) expected->arrive(too_late());
    return Future<void>(std::move(expected));
  }

  Future<void> stop(Site site) {
    Loop& loop = mailbox().loop();
    Future<void> stopped = askers_.ask(loop, site);
    ask_to_stop();
    if (ended_) askers_.tell(loop, Nothing{});
    return stopped;
  }

  void ask_to_stop() {
    if (asked_) return;
    if (Mailbox* const home = home_.mailbox()) expect_end(*home);
    (void)door_->post([](Desk* desk) { end(desk); });
    asked_ = true;  // last: for want of memory it may have to be asked again
  }

 private:
  void expect_end(Mailbox& home) {
    home.take_in(shared_from_this());
    auto expected = std::make_shared<Expected<void>>(home, "stop");
    end_ = Future<void>(expected);
    end_.wait(Job([this] { ended(); }), "stop");
    Letter<void> farewell(home_, expected);
    if (door_->keep(farewell)) return;
    const std::exception_ptr failed = door_->failed();  // told by mail, behind all that the thread has sent
    farewell.send(failed != nullptr ? Result<void>(failed) : Nothing{});
  }

  static void end(Desk* desk) {
    if (desk != nullptr) desk->until_stop.end();
  }

  /// A thread that nobody has asked to stop ends because its loop cannot go on.
  std::exception_ptr too_late() const {
    const std::exception_ptr failed = asked_ ? nullptr : door_->failed();
    return failed != nullptr ? failed : std::make_exception_ptr(WriterStopped());
  }

  Mailbox& mailbox() const {
    if (Mailbox* const home = home_.mailbox()) return *home;
    throw std::logic_error("Writer: its mailbox has gone");
  }

  void ended() {
    thread_.join();  // its last act was to send this: it only has to return
    ended_ = true;
    Result<void> result = end_.take();
    if (door_->unheard != nullptr) {  // then that of closing is no news
      if (const std::exception_ptr failed = door_->failed()) report_lost(mailbox().loop(), failed);
      result = door_->unheard;
    }
    const auto alive = shared_from_this();
    mailbox().let_go(*this);
    askers_.tell(mailbox().loop(), std::move(result));
  }

  Mailbox::Sender home_;
  std::shared_ptr<Door> door_ = std::make_shared<Door>();
  std::thread thread_;
  bool asked_ = false;
  bool ended_ = false;
  Future<void> end_;
  Askers askers_;
};

Writer::Writer(std::shared_ptr<Office> office) : office_(std::move(office)) {}

Writer& Writer::operator=(Writer&& other) noexcept {
  const Writer before(std::move(*this));
  office_ = std::move(other.office_);
  return *this;
}

Writer::~Writer() {
  if (office_ != nullptr) office_->ask_to_stop();
}

Writer::Office& Writer::office() const {
  if (office_ == nullptr) throw std::logic_error("Writer: moved away");
  return *office_;
}

Task<Writer> Writer::open(Mailbox& home, std::string path) {
  auto expected = std::make_shared<Expected<void>>(home, "open");
  Writer writer(std::make_shared<Office>(home, std::move(path), Letter<void>(home.sender(), expected)));
  co_await Future<void>(std::move(expected));
  co_return writer;
}

Future<void> Writer::write(std::string bytes, Site site) { return office().write(std::move(bytes), site); }
Future<void> Writer::stop(Site site) { return office().stop(site); }

}  // namespace unroll
