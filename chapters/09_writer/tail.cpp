#include "09_writer/tail.hpp"

#include <utility>

#include "03_futures/sleep_for.hpp"

namespace unroll {

Task<Tails::Shared> Tails::open(std::string path) {
  auto open = [path = std::move(path)] { return std::make_shared<GrowingFile>(path); };
  co_return co_await call_on(pool_, home_, limit_, std::move(open));
}

/// What there is now. False if there was nothing.
Task<bool> Tails::pass_on(Shared file, Writer& to) {
  auto read = [file] { return file->read_lines(); };
  std::string lines = co_await call_on(pool_, home_, limit_, std::move(read));
  if (lines.empty()) co_return false;
  co_await to.write(std::move(lines));
  co_return true;
}

Task<> Tails::poll(std::string path, Writer& to, Duration interval) {
  const Shared file = co_await open(std::move(path));
  while (!file->at_end()) {
    const bool more = co_await pass_on(file, to);
    if (!more && !file->at_end()) co_await sleep_for(home_.poller().timers(), interval);
  }
}

Task<> Tails::watch(std::string path, Writer& to, FileChanges& changes) {
  FileChanges::Watch watch(changes, path);
  const Shared file = co_await open(std::move(path));
  while (!file->at_end()) {
    watch.look_away();  // first this, then read: what changes in between is seen by the one or by the other
    const bool more = co_await pass_on(file, to);
    if (!more && !file->at_end()) co_await watch.changed("changed");
  }
}

}  // namespace unroll
