// Three guests write into one book, which belongs to a thread of its own. The second guest has an accident;
// what was written is kept.
#include <fstream>
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/folder.hpp"
#include "09_writer/with_writer.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> guest(Timers& timers, std::string name, Duration comes, Writer& book) {
  co_await sleep_for(timers, comes);
  co_await book.write(name + " was here\n");
  if (name == "Boris") throw std::runtime_error("Boris has spilt his ink");
}

Task<> party(Timers& timers, Writer& book) {
  Scope guests(timers.loop());
  guests.spawn(guest(timers, "Anna", 1ms, book), "Anna");
  guests.spawn(guest(timers, "Boris", 20ms, book), "Boris");
  guests.spawn(guest(timers, "Clara", 10min, book), "Clara");
  co_await guests.join();
}

int main() {
  const Folder folder;
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  const auto evening = [&](Writer& book) { return party(poller.timers(), book); };
  try {
    sync_wait(loop, with_writer(home, folder.file("book"), evening));
  } catch (const std::exception& error) {
    std::cout << error.what() << "; in the book stands\n";
  }
  std::cout << std::ifstream(folder.file("book")).rdbuf() << std::flush;
}
