#include "15_unroll/course/surroundings.hpp"

#include <gtest/gtest.h>

namespace unroll::course {
namespace {

TEST(Surroundings, OfAContainerMayHaveFewerCoresThanTheMachine) {
  EXPECT_EQ(cores_of("200000 100000\n", 16), 2U);
  EXPECT_EQ(cores_of("150000 100000\n", 16), 2U) << "what has begun is a core";
  EXPECT_EQ(cores_of("5000 100000\n", 16), 1U);
  EXPECT_EQ(cores_of("800000 100000\n", 4), 4U) << "there are no more";
}

TEST(Surroundings, WithoutALimitHaveTheMachinesCores) {
  for (const char* const quota : {"max 100000\n", "", "0 0\n", "nonsense"})
    EXPECT_EQ(cores_of(quota, 4), 4U) << quota;
  EXPECT_EQ(cores_of("", 0), 1U) << "nobody knows how many";
  EXPECT_GE(cores(), 1U);
}

}  // namespace
}  // namespace unroll::course
