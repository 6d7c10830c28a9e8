#include "03_futures/sleep_for.hpp"
#include "04_coroutines/start.hpp"
#include "06_io/stream.hpp"
#include "worlds/known.hpp"

namespace unroll::worlds {
namespace {

/// Time as it is, and waiting is done by the kernel.
struct OnPoller {
  static constexpr const char* name = "OnPoller";
  static constexpr int made_of = 6;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = false;
  static constexpr Duration unit = std::chrono::microseconds(50);

  Loop loop;
  Poller clock{loop};
  Timers& timers = clock.timers();

  void run() { loop.run(); }
};

/// The kernel is asked, and time jumps while it has nothing to say.
struct OnVirtualPoller {
  static constexpr const char* name = "OnVirtualPoller";
  static constexpr int made_of = 6;
  static constexpr int suites_up_to = any_chapter;
  static constexpr bool virtual_time = true;
  static constexpr Duration unit = std::chrono::milliseconds(10);

  Loop loop;
  FakeClock time;
  Poller clock{loop, time};
  Timers& timers = clock.timers();

  void run() { loop.run(); }
  void advance(Duration by) { time.advance(by); }
};

/// Real time again, beside a pipe through which bytes trickle.
struct WithPipe : OnPoller {
  static constexpr const char* name = "WithPipe";

  WithPipe() : writing_(start(loop, trickle(), "background")), reading_(start(loop, read(), "background")) {}

 private:
  Task<> trickle() {
    for (int i = 0; i != 20; ++i) {
      co_await pipe_.in.write_all("x");
      co_await sleep_for(timers, unit * 3 / 7);
    }
    pipe_.in.close();
  }
  Task<> read() { (void)co_await pipe_.out.read_all(); }

  Pipe pipe_ = make_pipe(clock);
  Future<void> writing_;
  Future<void> reading_;
};

const Known<OnPoller> on_poller_is_known;
const Known<OnVirtualPoller> on_virtual_poller_is_known;
const Known<WithPipe> with_pipe_is_known;

}  // namespace
}  // namespace unroll::worlds
