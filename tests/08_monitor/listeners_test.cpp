#include <cstdlib>

#include "watched.hpp"

namespace unroll::monitor {
namespace {

using trace::Verb;

std::vector<Verb> heard;

[[noreturn]] void listen_and_be_joined_by_a_monitor() {
  trace::sink = [](const trace::Step& step) { heard.push_back(step.verb); };
  Watched here;
  here.loop.post([] { trace::emit(Verb::print, {}); });
  here.loop.run();
  const bool all = heard == std::vector{Verb::post, Verb::run, Verb::print, Verb::done};
  std::exit(all && here.monitor.figures().jobs == 1 ? 0 : 1);
}

/// In a process of its own: the first monitor of a process finds those who listen.
TEST(Listeners, WhoWasThereBeforeTheMonitorGoesOnListeningAlsoToWhatSaysNothingToIt) {
  GTEST_FLAG_SET(death_test_style, "threadsafe");
  EXPECT_EXIT(listen_and_be_joined_by_a_monitor(), testing::ExitedWithCode(0), "");
}

}  // namespace
}  // namespace unroll::monitor
