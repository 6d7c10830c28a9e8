#include <cstddef>
#include <mutex>
#include <string>
#include <vector>

#include "03_futures/all.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "09_writer/folder.hpp"
#include "09_writer/out_file.hpp"
#include "09_writer/writer.hpp"
#include "bench/measure.hpp"

namespace unroll {
namespace {

constexpr std::size_t batch = 1000;
const std::string line = std::string(63, 'x') + "\n";

// What takes two threads is measured by the time on the wall, and so is what it is compared with.

void under_a_lock(benchmark::State& state) {
  const Folder folder;
  OutFile file(folder.file("out"));
  std::mutex lock;
  measure(state, batch, [&] {
    for (std::size_t i = 0; i != batch; ++i) {
      const std::string bytes = line;
      const std::lock_guard alone(lock);
      file.write_all(bytes);
    }
  });
}
BENCHMARK(under_a_lock)->Name("a line into a file, one of 1,000/std/write under a mutex")->UseRealTime();
BENCHMARK(under_a_lock)->Name("a line into a file, waited for/std/write under a mutex")->UseRealTime();

template <class Write>
void through_a_writer(benchmark::State& state, Write write) {
  const Folder folder;
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  Writer writer = sync_wait(loop, Writer::open(home, folder.file("out")));
  measure(state, batch, [&] { sync_wait(loop, write(loop, writer)); });
}

Task<> write_together(Loop& loop, Writer& writer) {
  std::vector<Future<void>> under_way;
  under_way.reserve(batch);
  for (std::size_t i = 0; i != batch; ++i) under_way.push_back(writer.write(line));
  co_await all(loop, std::move(under_way));
}

void many_under_way(benchmark::State& state) { through_a_writer(state, write_together); }
BENCHMARK(many_under_way)->Name("a line into a file, one of 1,000/09/Writer")->UseRealTime();

Task<> write_one_by_one(Loop&, Writer& writer) {
  for (std::size_t i = 0; i != batch; ++i) co_await writer.write(line);
}

void one_by_one(benchmark::State& state) { through_a_writer(state, write_one_by_one); }
BENCHMARK(one_by_one)->Name("a line into a file, waited for/09/Writer")->UseRealTime();

Task<> open_and_stop(Mailbox& home, const std::string& path) {
  for (std::size_t i = 0; i != batch; ++i) {
    Writer writer = co_await Writer::open(home, path);
    co_await writer.stop();
  }
}

void from_open_to_stop(benchmark::State& state) {
  const Folder folder;
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  measure(state, batch, [&] { sync_wait(loop, open_and_stop(home, folder.file("out"))); });
}
BENCHMARK(from_open_to_stop)
    ->Name("a thread with a file, from its start to its end/09/Writer")
    ->UseRealTime();

}  // namespace
}  // namespace unroll
