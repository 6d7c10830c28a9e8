// A heart beats, and beside it somebody waits for a letter. He waits in the read, so nobody else runs: the
// heart stands still. And the letter is written only when the heart has beaten three times.
#include <array>
#include <csignal>
#include <iostream>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "06_io/pen_friend.hpp"

using namespace std::chrono_literals;
using namespace unroll;

Task<> heart(Timers& timers, const PenFriend& pen_friend) {
  for (int beat = 1; beat <= 3; ++beat) {
    if (beat > 1) co_await sleep_for(timers, 1ms);
    std::cout << "beat " << beat << std::endl;
    pen_friend.hear_a_beat();
  }
}

Task<> read_letter(Fd& letterbox) {
  std::cout << "reading a letter that is written at beat 3" << std::endl;
  ::alarm(1);  // else this program would never end
  std::array<char, 80> room{};
  const ssize_t count = ::read(letterbox.get(), room.data(), room.size());
  if (count < 0) std::cout << "  a second later: not a beat, not a word" << std::endl;
  co_return;
}

Task<> both(Timers& timers, PenFriend& pen_friend) {
  Scope scope(timers.loop());
  scope.spawn(heart(timers, pen_friend), "heart");
  scope.spawn(read_letter(pen_friend.letterbox()), "reader");
  co_await scope.join();
}

int main() {
  struct sigaction wake{};
  wake.sa_handler = [](int) {};  // an alarm that only interrupts
  ::sigaction(SIGALRM, &wake, nullptr);
  PenFriend pen_friend;
  Loop loop;
  SteadyClock clock;
  Timers timers(loop, clock);
  sync_wait(loop, both(timers, pen_friend));
}
