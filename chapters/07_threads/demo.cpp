// Files are read where standing still does no harm: on a worker. What the function returns or throws comes
// home; the task never leaves its loop.
#include <fstream>
#include <iostream>
#include <string>

#include "04_coroutines/sync_wait.hpp"
#include "07_threads/call_on.hpp"

using namespace unroll;

std::string first_line(const std::string& name) {
  std::ifstream file(name);
  std::string line;
  if (!std::getline(file, line)) throw std::runtime_error("cannot read " + name);
  return line;
}

std::string here(const Pool& pool) { return pool.is_here() ? "a worker" : "the loop"; }

Task<> read_all(Pool& pool, Mailbox& home) {
  for (const std::string name : {"/proc/version", "/no/such/file"}) {
    try {
      auto read = [&pool, name] { return first_line(name).substr(0, 13) + ", read by " + here(pool); };
      const std::string text = co_await call_on(pool, home, std::move(read));
      std::cout << text << '\n';
    } catch (const std::runtime_error& error) {
      std::cout << error.what() << '\n';
    }
  }
  std::cout << "printed by " << here(pool) << '\n';
}

int main() {
  Loop loop;
  Poller poller(loop);
  Mailbox mailbox(poller);
  Pool pool(2);
  sync_wait(loop, read_all(pool, mailbox));
}
