// Wrong: what many tasks use must outlive them all, so it lies on the heap.
// Caught by: Shop.TheyComeWhenTheyCome (leak)
#pragma once

// A shop with a thread for each guest, and a lock around the till and the ledger. It becomes a part of a
// server, so it must move to a loop. Port it:
//
//   int shop(std::vector<Guest> guests, std::string path) {
//     OutFile ledger(path);
//     std::mutex lock;
//     int till = 0;
//     const auto pay = [&](const Guest& guest) {
//       std::this_thread::sleep_for(guest.comes);
//       if (guest.pays < 0) throw std::invalid_argument(guest.name);
//       const std::lock_guard alone(lock);
//       till += guest.pays;
//       ledger.write_all(guest.name + " pays " + std::to_string(guest.pays) + ", that makes " +
//                        std::to_string(till) + "\n");
//     };
//     std::vector<std::future<void>> all;
//     for (const Guest& guest : guests) all.push_back(std::async(std::launch::async, pay, guest));
//     for (std::future<void>& each : all) each.get();
//     ledger.write_all("the till has " + std::to_string(till) + "\n");
//     ledger.close();
//     return till;
//   }
//
// Contract
// - The ledger is the same: a line for each guest in the order in which they come, those who come at the same
//   time in the order of `guests`; and the last line.
// - It brings what is in the till when the ledger is closed.
// - A line goes to the ledger when its guest comes, and waits for no other guest.
// - A guest who pays less than nothing is a std::invalid_argument. Then those who have not come are not
//   waited for, a line that is not begun may be left out, the last line is not written, and the error is
//   brought when the ledger is closed.
// - The loop is never blocked. There is one thread more than the loop's, however many guests there are.

#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "03_futures/sleep_for.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/with_writer.hpp"

namespace unroll {

struct Guest {
  std::string name;
  Duration comes;
  int pays;
};

/// Between two awaits nobody else runs: the till and the line need no lock.
inline Task<> pay(Timers& timers, Guest guest, int& till, Writer& ledger) {
  co_await sleep_for(timers, guest.comes);
  if (guest.pays < 0) throw std::invalid_argument(guest.name);
  till += guest.pays;
  co_await ledger.write(guest.name + " pays " + std::to_string(guest.pays) + ", that makes " +
                        std::to_string(till) + "\n");
}

inline Task<int> all_day(Timers& timers, std::vector<Guest> guests, Writer& ledger) {
  int& till = *new int(0);
  Scope day(timers.loop());
  for (const Guest& guest : guests) day.spawn(pay(timers, guest, till, ledger), guest.name);
  co_await day.join();
  co_await ledger.write("the till has " + std::to_string(till) + "\n");
  co_return till;
}

inline Task<int> shop(Mailbox& home, std::vector<Guest> guests, std::string path) {
  const auto day = [&](Writer& ledger) { return all_day(home.poller().timers(), guests, ledger); };
  co_return co_await with_writer(home, std::move(path), day);
}

}  // namespace unroll
