#include "results.hpp"

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace unroll::echo_bench {
namespace {

const Results two{{{"1 connection", "06 Stream", 90'000, 11'000, 1, {}},
                   {"1 connection", "epoll and nothing else", 100'000, 10'000, 0.9, {}},
                   {"9 connections", "06 Stream", 50, 1, 1, {}}},
                  {{"a task", "06 in a Scope", 800}}};

TEST(EchoResults, AreShownUnderTheirLoadWithOurRatioToEach) {
  EXPECT_EQ(as_text(two),
            "an echo of 64 bytes over TCP             requests/s  CPU of the server  06 : row\n"
            "1 connection\n"
            "  06 Stream                                   90000           11.00 us           -\n"
            "  epoll and nothing else                     100000           10.00 us      x 0.90\n"
            "9 connections\n"
            "  06 Stream                                      50            0.00 us           -\n"
            "\na task\n"
            "  06 in a Scope                                 800 bytes\n");
}

TEST(EchoResults, OfManyRoundsAreShownWithTheirQuartiles) {
  const Results many{{{"1 connection", "08 watched", 100, 1'000, 1.04, Quartiles{0.98, 1.1}}}, {}};
  EXPECT_TRUE(as_text(many).ends_with(
      "      x 1.04\n"
      "    in half of the rounds                                                   x 0.98 to 1.10\n"))
      << as_text(many);
  EXPECT_EQ(nlohmann::json::parse(as_json(many))["echo"][0]["quartiles"], nlohmann::json({0.98, 1.1}));
}

TEST(EchoResults, AreTheSameAsJson) {
  const nlohmann::json json = nlohmann::json::parse(as_json(two));
  ASSERT_EQ(json["echo"].size(), 3U);
  EXPECT_EQ(json["echo"][1]["server"], "epoll and nothing else");
  EXPECT_EQ(json["echo"][1]["ours_to_this"], 0.9);
  EXPECT_EQ(json["echo"][1]["cpu_ns_per_request"], 10'000);
  EXPECT_EQ(json["memory"][0]["bytes"], 800);
}

TEST(EchoResults, TakeTheMiddleOfTheRounds) {
  EXPECT_EQ(median({3, 1, 100}), 3);
  EXPECT_EQ(median({4, 1, 2, 100}), 3);
  EXPECT_EQ(median({}), 0);
}

TEST(EchoResults, HalfOfTheNumbersAreBetweenTheQuartiles) {
  const Quartiles half = quartiles({8, 1, 7, 2, 6, 3, 5, 4});
  EXPECT_EQ(half.low, 3);
  EXPECT_EQ(half.high, 6);
}

}  // namespace
}  // namespace unroll::echo_bench
