// One task, one worker. Write down what is printed, in which order, and by which thread, before you run it.
#include <iostream>
#include <memory>
#include <string>

#include "04_coroutines/sync_wait.hpp"
#include "07_threads/call_on.hpp"

using namespace unroll;

void print(const Pool& pool, const std::string& text) {
  std::cout << (pool.is_here() ? "worker: " : "loop:   ") << text << std::endl;
}

struct Notes {
  const Pool& pool;
  explicit Notes(const Pool& at) : pool(at) {}
  ~Notes() { print(pool, "the notes are thrown away"); }
};

Task<> evening(Pool& pool, Mailbox& home) {
  auto notes = std::make_unique<Notes>(pool);
  auto work = [&pool, notes = std::move(notes)] {
    print(pool, "the work is done");
    return 42;
  };
  const int result = co_await call_on(pool, home, std::move(work));
  print(pool, "it was " + std::to_string(result));
  auto trouble = [&pool, &home] {
    home.post(Job([&pool] { print(pool, "a letter from the worker"); }));
    throw std::runtime_error("no more paper");
  };
  try {
    co_await call_on(pool, home, std::move(trouble));
  } catch (const std::runtime_error& error) {
    print(pool, error.what());
  }
}

int main() {
  Loop loop;
  Poller poller(loop);
  Mailbox mailbox(poller);
  Pool pool(1);
  sync_wait(loop, evening(pool, mailbox));
}
