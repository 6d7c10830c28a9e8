#include "bench/costs.hpp"

#include <gtest/gtest.h>

namespace unroll::costs {
namespace {

nlohmann::json sample(const std::string& name, double nanoseconds) {
  return {{"name", name},      {"run_type", "iteration"}, {"cpu_time", nanoseconds},
          {"time_unit", "ns"}, {"allocations", 2.0},      {"family_index", 0}};
}

Costs made_up() {
  Costs costs;
  const std::string hop = "a job that the job before posts";
  costs.add({{"context", {{"unroll_trace", "false"}, {"unroll_optimized", "true"}}},
             {"benchmarks",
              {sample(hop + "/04/co_await", 60), sample(hop + "/01/post", 20),
               sample(hop + "/02/call_later", 30), sample(hop + "/asio/post", 40),
               sample(hop + "/queue/std::function", 10), sample("await/04/co_await", 30)}}});
  return costs;
}

TEST(Costs, PutTheSameOperationOfAllRungsUnderEachOther) {
  const Costs costs = made_up();
  ASSERT_EQ(costs.rows().size(), 6u);
  EXPECT_EQ(costs.rows()[0].rung, "queue");
  EXPECT_EQ(costs.rows()[1].rung, "asio");
  EXPECT_EQ(costs.rows()[2].rung, "01");
  EXPECT_EQ(costs.rows()[3].rung, "02");
  EXPECT_EQ(costs.rows()[4].rung, "04");
}

TEST(Costs, AreComparedWithTheRungBelowTheQueueAndAsio) {
  const Costs costs = made_up();
  const Row& awaits = costs.rows()[4];
  EXPECT_EQ(costs.to_below(awaits), 2.0);
  EXPECT_EQ(costs.to_queue(awaits), 6.0);
  EXPECT_EQ(costs.to_asio(awaits), 1.5);
}

TEST(Costs, OfWhatTheQueueCannotDoAreComparedWithOneJobThroughIt) {
  const Costs costs = made_up();
  const Row& await = costs.rows()[5];
  EXPECT_EQ(costs.to_queue(await), 3.0);
  EXPECT_EQ(costs.to_below(await), std::nullopt);
  EXPECT_EQ(costs.to_asio(await), std::nullopt);
}

TEST(Costs, AreTheMedianOfAllRuns) {
  Costs costs = made_up();
  for (const double again : {1000.0, 30.0}) {
    costs.add({{"context", nlohmann::json::object()},
               {"benchmarks", {sample("a job that the job before posts/01/post", again)}}});
  }
  EXPECT_EQ(costs.rows()[2].nanoseconds(), 30.0);
  EXPECT_EQ(costs.rows().size(), 6u);
}

TEST(Costs, OfWhatTakesTwoThreadsAreByTheTimeOnTheWall) {
  Costs costs;
  nlohmann::json two = sample("a job for another thread/07/Mailbox/real_time", 10);
  two["real_time"] = 25.0;
  costs.add({{"context", nlohmann::json::object()}, {"benchmarks", {two}}});
  ASSERT_EQ(costs.rows().size(), 1u);
  EXPECT_EQ(costs.rows()[0].how, "Mailbox");
  EXPECT_EQ(costs.rows()[0].nanoseconds(), 25.0);
}

TEST(Costs, OfADebugBuildAreSaidToBeNone) {
  Costs costs;
  costs.add({{"context", {{"unroll_optimized", "false"}}}, {"benchmarks", nlohmann::json::array()}});
  EXPECT_NE(as_text(costs).find("without optimization"), std::string::npos);
}

TEST(Costs, FitAHundredColumns) {
  const std::string text = as_text(made_up());
  for (std::size_t begin = 0, end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1)
    EXPECT_LE(end - begin, 100u) << text.substr(begin, end - begin);
}

}  // namespace
}  // namespace unroll::costs
