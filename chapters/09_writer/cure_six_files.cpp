// The same files and as many workers. A job of the pool reads and comes back; it waits for nobody. Who writes
// is none of the workers, so it does not matter how many files there are.
#include <iostream>

#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "09_writer/source_files.hpp"
#include "09_writer/tail.hpp"
#include "09_writer/with_writer.hpp"

using namespace std::chrono_literals;
using namespace unroll;

constexpr std::size_t workers = 6;

Task<> follow(Pool& pool, Mailbox& home, std::vector<std::string> paths, Writer& merged) {
  Tails tails(pool, home, workers);
  Scope scope(home.loop());
  for (const std::string& path : paths) scope.spawn(tails.poll(path, merged, 1ms), path);
  co_await scope.join();
}

void try_with(std::size_t count) {
  std::cout << count << " files and " << workers << " workers" << std::endl;
  SourceFiles files(count, 10);
  files.write();
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  Pool pool(workers);
  const auto body = [&](Writer& merged) { return follow(pool, home, files.paths(), merged); };
  sync_wait(loop, with_writer(home, files.merged(), body));
  std::cout << "  " << files.verdict() << std::endl;
}

int main() {
  for (const std::size_t count : {5U, 6U, 60U}) try_with(count);
}
