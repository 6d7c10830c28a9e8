// Two who read, and a bell. Write down the lines, in their order, before you run it.
#include <iostream>
#include <string>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "06_io/stream.hpp"

using namespace std::chrono_literals;
using namespace unroll;

void print(const std::string& line) { std::cout << line << std::endl; }

Task<> reader(Stream from, std::string name) {
  std::string word = co_await from.read_until(" ");
  while (!word.empty()) {
    print(name + " reads \"" + word + "\"");
    word = co_await from.read_until(" ");
  }
  print(name + " is at the end");
}

Task<> bell(Poller& poller, Stream closes) {
  co_await sleep_for(poller.timers(), 100ms);
  print("the bell");
  closes.close();
}

Task<> evening(Poller& poller) {
  Pipe left = make_pipe(poller);
  Pipe right = make_pipe(poller);
  Scope readers(poller.loop());
  readers.spawn(reader(std::move(left.out), "left"));
  readers.spawn(reader(std::move(right.out), "right"));
  co_await right.in.write_all("one two");
  co_await left.in.write_all("three");
  print("all is written");
  right.in.close();
  readers.spawn(bell(poller, std::move(left.in)));
  co_await readers.join();
}

int main() {
  Loop loop;
  FakeClock clock;
  Poller poller(loop, clock);
  sync_wait(loop, evening(poller));
}
