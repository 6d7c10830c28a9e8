// The same heart and the same letter. Whoever waits for a letter now lets the others run.
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "06_io/pen_friend.hpp"
#include "06_io/stream.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> heart(Timers& timers, const PenFriend& pen_friend) {
  for (int beat = 1; beat <= 3; ++beat) {
    if (beat > 1) co_await sleep_for(timers, 1ms);
    std::cout << "beat " << beat << std::endl;
    pen_friend.hear_a_beat();
  }
}

Task<> read_letter(Stream letterbox) {
  std::cout << "reading a letter that is written at beat 3" << std::endl;
  const std::string letter = co_await letterbox.read_until("\n");
  std::cout << "  the letter: " << letter;
}

Task<> both(Poller& poller, PenFriend& pen_friend) {
  Scope scope(poller.loop());
  scope.spawn(heart(poller.timers(), pen_friend), "heart");
  scope.spawn(read_letter(Stream(poller, std::move(pen_friend.letterbox()))), "reader");
  co_await scope.join();
}

int main() {
  PenFriend pen_friend;
  Loop loop;
  Poller poller(loop);
  sync_wait(loop, both(poller, pen_friend));
}
