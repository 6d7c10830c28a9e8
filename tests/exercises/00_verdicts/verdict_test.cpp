// One program for each verdict, so that the runner is kept honest: what `subject` does decides which it is.
#include "00_verdicts/verdict.hpp"

#include "check.hpp"

namespace {

TEST(Verdict, HoldsBefore) { EXPECT_TRUE(true); }

TEST(Verdict, ThePromise) { unroll::subject(); }

TEST(Verdict, HoldsBehind) { EXPECT_TRUE(true); }

}  // namespace
