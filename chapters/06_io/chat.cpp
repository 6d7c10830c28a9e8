// A chat room: what one says is told to all others. Whoever does not read is dropped, before his lines fill
// the memory.
#include <list>

#include "05_scopes/scope.hpp"
#include "06_io/outbox.hpp"
#include "06_io/server_program.hpp"

using namespace unroll;

constexpr const char* help = R"(chat [ADDRESS] [--connections N]

A chat room: each line is told to all others. Try it with `nc 127.0.0.1 PORT` in two terminals. Ctrl-C ends it.

  ADDRESS           127.0.0.1:8080, [::1]:8080 or unix:/path/to/socket; port 0, the default, lets the system choose
  --connections N   how many at a time it must be able to serve; otherwise 10000
  --help            this text
)";

constexpr std::size_t longest_line = 4096;
constexpr std::size_t high_watermark = 256 * 1024;

class Room;

/// Somebody who is in the room as long as this lives.
class Guest {
 public:
  Guest(Room& room, Poller& poller, Stream stream);
  Guest(const Guest&) = delete;
  Guest& operator=(const Guest&) = delete;
  ~Guest();

  const std::string& name() const { return name_; }

  /// Ends when he has left or was dropped.
  Task<> stay();

  /// Without waiting. If he has too much to read already, he is dropped.
  void tell(const std::string& line);

 private:
  Task<> listen();

  Room& room_;
  std::string name_;
  std::string why_ = "has left";
  Stream stream_;
  Outbox outbox_;
  Scope scope_;  // dies before what its tasks use
};

class Room {
 public:
  std::string enter(Guest& guest) {
    guests_.push_back(&guest);
    return "guest " + std::to_string(++number_);
  }
  void leave(Guest& guest) { guests_.remove(&guest); }

  void tell_others(const Guest& who, const std::string& line) {
    for (Guest* guest : guests_) {
      if (guest != &who) guest->tell(line);
    }
  }
  std::size_t size() const { return guests_.size(); }

 private:
  std::list<Guest*> guests_;
  std::size_t number_ = 0;
};

Guest::Guest(Room& room, Poller& poller, Stream stream)
    : room_(room),
      name_(room.enter(*this)),
      stream_(std::move(stream)),
      outbox_(poller.loop(), high_watermark),
      scope_(poller.loop()) {
  tell("* you are " + name_ + ", one of " + std::to_string(room.size()) + "\n");
  room_.tell_others(*this, "* " + name_ + " is here\n");
}

Guest::~Guest() {
  room_.leave(*this);
  room_.tell_others(*this, "* " + name_ + " " + why_ + "\n");
  std::printf("%s %s\n", name_.c_str(), why_.c_str());
  std::fflush(stdout);
}

void Guest::tell(const std::string& line) {
  if (outbox_.put(line)) return;
  why_ = "does not read, and was dropped";
  scope_.cancel();  // destroys nothing here and now: we may be in the midst of a loop over the guests
}

Task<> Guest::listen() {
  while (true) {
    std::string line = co_await stream_.read_until("\n", longest_line);
    if (line.empty()) break;
    if (line.back() != '\n') line += '\n';
    room_.tell_others(*this, name_ + ": " + line);
  }
  scope_.cancel();  // he has gone: nobody will read what waits for him
}

Task<> Guest::stay() {
  scope_.spawn(listen(), name_ + " speaks");
  scope_.spawn(outbox_.write_to(stream_), name_ + " hears");
  try {
    co_await scope_.join();
  } catch (const std::length_error&) {
    why_ = "spoke too long without a pause, and was dropped";
  } catch (const std::system_error&) {
    // He has gone without a word.
  }
}

Task<> welcome(Room& room, Poller& poller, Stream stream) {
  Guest guest(room, poller, std::move(stream));
  co_await guest.stay();
}

Task<> open_the_room(Poller& poller, Listener& listener) {
  Room room;
  Scope guests(poller.loop());
  while (true) {
    Stream stream = co_await listener.accept();
    guests.spawn(welcome(room, poller, std::move(stream)));
  }
}

int main(int argc, char** argv) {
  return run_server("chat", help, argc, argv,
                    [](Poller& poller, Listener& listener) { return open_the_room(poller, listener); });
}
