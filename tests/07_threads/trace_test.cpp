#include "07_threads/call_on.hpp"
#include "home.hpp"
#include "trace/recording_of.hpp"

namespace unroll {
namespace {

using Step = nlohmann::json;

/// The first step with this verb, of this job if one is named.
Step find(const std::vector<Step>& steps, const std::string& verb, std::uint64_t id = 0) {
  for (const Step& step : steps) {
    if (step["args"]["k"] == verb && (id == 0 || step["args"].value("id", 0U) == id)) return step;
  }
  ADD_FAILURE() << "no " << verb << " of " << id;
  return {{"tid", 0}, {"args", {{"id", 0}, {"cause", 0}}}};
}
std::uint64_t id_of(const Step& step) { return step["args"].value("id", std::uint64_t{0}); }
std::uint64_t cause_of(const Step& step) { return step["args"].value("cause", std::uint64_t{0}); }

Task<> ask(Pool& pool, Mailbox& home) {
  const int answer = co_await call_on(pool, home, [] { return 42; });
  EXPECT_EQ(answer, 42);
}

TEST(TraceOfThreads, ACallAndItsAnswerAreCausesAcrossThreads) {
  const auto steps = steps_of(recording_of([] {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    Pool pool(1);
    sync_wait(loop, ask(pool, mailbox));
  }));
  const Step call = find(steps, "send");
  const Step runs = find(steps, "run", id_of(call));
  EXPECT_NE(cause_of(call), 0U) << "the job of the task that asked";
  EXPECT_NE(runs["tid"], call["tid"]);
  std::uint64_t letter = 0;
  for (const Step& step : steps) {
    if (step["args"]["k"] == "send" && cause_of(step) == id_of(call)) letter = id_of(step);
  }
  ASSERT_NE(letter, 0U) << "the worker's job sent it";
  EXPECT_EQ(find(steps, "run", letter)["tid"], call["tid"]) << "it is opened at home";
  bool answered = false;
  for (const Step& step : steps)
    answered = answered || (step["args"]["k"] == "resolve" && step["args"].value("text", "") == "42" &&
                            cause_of(step) == letter);
  EXPECT_TRUE(answered);
}

TEST(TraceOfThreads, WhatIsSentIsSaidToBeAtThePlaceOfTheCall) {
  const auto steps = steps_of(recording_of([] {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    const Mailbox::Work work(mailbox);
    mailbox.post(Job([&loop] { loop.stop(); }), "stop");
    loop.run();
  }));
  const Step sent = find(steps, "send");
  EXPECT_EQ(sent["name"], "stop");
  EXPECT_TRUE(sent["args"].contains("at"));
  EXPECT_EQ(find(steps, "run", id_of(sent))["name"], "stop");
}

}  // namespace
}  // namespace unroll
