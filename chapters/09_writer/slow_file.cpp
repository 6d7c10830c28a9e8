// A task that writes into a slow file, and a heart beside it. That the task is a coroutine does not help the
// heart; that the write is made on another thread does. (The file is a pipe with a name. When it is full,
// whoever writes waits, until another thread reads; and that one waits for three beats, as long as it may.)
#include <fcntl.h>
#include <sys/ioctl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <iostream>
#include <thread>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/folder.hpp"
#include "09_writer/out_file.hpp"
#include "09_writer/with_writer.hpp"

using namespace std::chrono_literals;
using namespace unroll;

constexpr int pipe_holds = 65536;
std::atomic<int> beats = 0;

void read_slowly(const Fd& pipe, std::chrono::milliseconds at_most) {
  for (int waiting = 0; waiting < pipe_holds; std::this_thread::yield())
    ::ioctl(pipe.get(), FIONREAD, &waiting);
  beats = 0;
  for (; at_most != 0ms && beats < 3; at_most -= 1ms) std::this_thread::sleep_for(1ms);
  std::cout << "  while the file was slow the heart beat " << (beats < 3 ? beats.load() : 3) << " times"
            << std::endl;
  std::array<char, pipe_holds> room;
  while (::read(pipe.get(), room.data(), room.size()) > 0) continue;
}

Task<> heart(Timers& timers) {
  for (;; ++beats) co_await sleep_for(timers, 1ms);
}

Task<> write_on_the_loop(std::string path, std::string text) {
  OutFile file(std::move(path));
  file.write_all(text);
  co_return;
}

Task<> write_through(Writer& writer, std::string text) { co_await writer.write(std::move(text)); }

Task<> beside_a_heart(Timers& timers, Task<> write) {
  Scope body(timers.loop());
  body.spawn(heart(timers), "heart");
  co_await std::move(write);
}

/// `write(home, path, text)` gives the task. The reader waits `at_most` so long for three beats.
template <class Write>
void try_with(const char* how, std::chrono::milliseconds at_most, Write write) {
  std::cout << how << std::endl;
  const Folder folder;
  if (::mkfifo(folder.file("slow").c_str(), 0600) != 0) throw_errno("mkfifo");
  const Fd pipe(::open(folder.file("slow").c_str(), O_RDONLY | O_NONBLOCK | O_CLOEXEC));
  ::fcntl(pipe.get(), F_SETFL, 0);  // with O_NONBLOCK it would have opened for nobody
  std::jthread reader([&pipe, at_most] { read_slowly(pipe, at_most); });
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  Task<> writing = write(home, folder.file("slow"), std::string(2 * pipe_holds, 'x'));
  sync_wait(loop, beside_a_heart(poller.timers(), std::move(writing)));
}

int main() {
  try_with("a coroutine writes", 500ms, [](Mailbox&, std::string path, std::string text) {
    return write_on_the_loop(std::move(path), std::move(text));
  });
  try_with("a writer writes", 1min, [](Mailbox& home, std::string path, std::string text) {
    const auto body = [text = std::move(text)](Writer& writer) { return write_through(writer, text); };
    return with_writer(home, std::move(path), body);
  });
}
