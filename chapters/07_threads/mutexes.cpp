// A lock that is held across an await: once a mutex of threads, once one of tasks.
#include <iostream>
#include <mutex>
#include <string>
#include <system_error>
#include <thread>

#include "03_futures/sleep_for.hpp"
#include "04_coroutines/sync_wait.hpp"
#include "05_scopes/scope.hpp"
#include "07_threads/mutex.hpp"

using namespace std::chrono_literals;
using namespace unroll;

/// A std::mutex that says what would happen, instead of letting it happen.
class ThreadMutex {
 public:
  void lock() {
    if (owner_ == std::this_thread::get_id())
      throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur));
    mutex_.lock();
    owner_ = std::this_thread::get_id();
  }
  void unlock() {
    owner_ = {};
    mutex_.unlock();
  }

 private:
  std::mutex mutex_;
  std::thread::id owner_;
};

Task<> of_threads(Timers& timers, ThreadMutex& mutex, std::string name) {
  try {
    const std::lock_guard lock(mutex);
    std::cout << "  " << name << " has the key\n";
    co_await sleep_for(timers, 1s);
    std::cout << "  " << name << " gives it back\n";
  } catch (const std::system_error& error) {
    std::cout << "  " << name << ": " << error.what() << '\n';
  }
}

Task<> of_tasks(Timers& timers, Mutex& mutex, std::string name) {
  const Permit lock = co_await mutex.lock();
  std::cout << "  " << name << " has the key\n";
  co_await sleep_for(timers, 1s);
  std::cout << "  " << name << " gives it back\n";
}

int main() {
  Loop loop;
  FakeClock clock;
  Timers timers(loop, clock);
  ThreadMutex thread_mutex;
  Mutex mutex(loop);
  std::cout << "std::mutex\n";
  {
    Scope guests(loop);
    for (const char* name : {"Anna", "Boris"}) guests.spawn(of_threads(timers, thread_mutex, name));
    loop.run();
  }
  std::cout << "unroll::Mutex\n";
  Scope guests(loop);
  for (const char* name : {"Anna", "Boris"}) guests.spawn(of_tasks(timers, mutex, name));
  loop.run();
}
