#include <algorithm>

#include "07_threads/call_on.hpp"
#include "07_threads/run_on.hpp"
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

std::size_t count(const std::vector<Step>& steps, const std::string& verb) {
  return static_cast<std::size_t>(
      std::count_if(steps.begin(), steps.end(), [&](const Step& step) { return step["args"]["k"] == verb; }));
}

Task<int> seven() { co_return 7; }
Task<int> ask_a_loop(Mailbox& there, Mailbox& home) {
  co_return co_await run_on(there.sender(), home, [] { return seven(); });
}

TEST(TraceOfThreads, ATaskForAnotherLoopIsSentThereAndItsAnswerBackAndThatIsAll) {
  const auto steps = steps_of(recording_of([] {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    EXPECT_EQ(sync_wait(loop, ask_a_loop(mailbox, mailbox)), 7);
  }));
  EXPECT_EQ(count(steps, "send"), 2U) << "what has come is not called off";
}

/// Sends a word when it goes.
struct Parting {
  explicit Parting(const Mailbox& mailbox) : home(mailbox.sender()) {}
  Parting(const Parting&) = delete;
  Parting& operator=(const Parting&) = delete;
  ~Parting() {
    (void)home.post(Job([] {}), "parting");
  }
  const Mailbox::Sender home;
};

TEST(TraceOfThreads, WhatAJobOfAPoolCapturedDiesWithinItsRun) {
  const auto steps = steps_of(recording_of([] {
    Loop loop;
    Poller poller(loop);
    Mailbox mailbox(poller);
    Pool pool(1);
    ASSERT_TRUE(pool.post(Job([parting = std::make_shared<Parting>(mailbox)] {}), Lane::quick, "work"));
    pool.drain_and_wait();
  }));
  for (const Step& step : steps) {
    if (step["name"] == "parting" && step["args"]["k"] == "send") {
      EXPECT_EQ(cause_of(step), id_of(find(steps, "send"))) << "the job's clean-up is part of its run";
    }
  }
  EXPECT_EQ(count(steps, "send"), 2U);
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
