// Three jobs that block for two seconds each, on a pool of real threads. (Only the time is played: see
// stage.hpp.) Whoever awaits them takes them as they are completed.
#include <string>
#include <vector>

#include "02_callbacks/say.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "07_threads/as_completed.hpp"
#include "07_threads/call_on.hpp"
#include "07_threads/stage.hpp"

using namespace std::chrono_literals;
using namespace unroll;

char blocking_task(Stage& stage, std::size_t number) {
  Stage::Actor actor(stage, number);
  const char name = "ABC"[number];
  say(stage, std::string("Task ") + name + " started");
  actor.sleep_for(2s);
  say(stage, std::string("Task ") + name + " completed");
  return name;
}

Task<std::size_t> three_jobs(Pool& pool, Mailbox& home, Stage& stage) {
  std::vector<Future<char>> tasks;
  for (std::size_t i = 0; i != 3; ++i)
    tasks.push_back(call_on(pool, home, [&stage, i] { return blocking_task(stage, i); }));
  std::string done;
  for (AsCompleted<char> each(home.loop(), std::move(tasks)); each.left() != 0;) done += co_await each.next();
  co_return done.size();
}

void scenario(const char* title, std::size_t workers) {
  Loop loop;
  Poller poller(loop);
  Mailbox mailbox(poller);
  Stage stage(workers, 3);
  Pool pool(workers);
  std::cout << title << '\n';
  if (sync_wait(loop, three_jobs(pool, mailbox, stage), title) == 3) say(stage, "end");
}

int main() {
  scenario("three workers", 3);
  scenario("one worker", 1);
}
