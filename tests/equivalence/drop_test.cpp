#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>

#include "generate.hpp"
#include "program.hpp"
#include "stages.hpp"

namespace unroll::equivalence {
namespace {

/// Drops each of some random programs after every number of jobs. That nothing leaks and nothing dead is
/// touched is for the sanitizers to say; that nothing runs afterwards is checked by `drop`.
void drop_at_every_step(bool (*drop)(const Program&, std::size_t), int level) {
  std::size_t dropped = 0;
  for (std::uint64_t seed = 1; seed != 101; ++seed) {
    const Program program = generate(seed, level);
    SCOPED_TRACE(to_json(program));
    for (std::size_t jobs = 0;; ++jobs) {
      ASSERT_LT(jobs, 100'000U) << "it never ends";
      if (!drop(program, jobs)) break;
      ++dropped;
    }
  }
  EXPECT_GT(dropped, 1000U);
}

TEST(DropPrograms, InCallbacksAtEveryStep) { drop_at_every_step(drop_02_callbacks, 2); }
TEST(DropPrograms, InFuturesAtEveryStep) { drop_at_every_step(drop_03_futures, 3); }
TEST(DropPrograms, InCoroutinesAtEveryStep) { drop_at_every_step(drop_04_coroutines, 3); }
TEST(DropPrograms, InScopesAtEveryStep) { drop_at_every_step(drop_05_scopes, 3); }
TEST(DropPrograms, BesideAPipeAtEveryStep) { drop_at_every_step(drop_06_io, 3); }
TEST(DropPrograms, WithMailAtEveryStep) { drop_at_every_step(drop_07_threads, 3); }

}  // namespace
}  // namespace unroll::equivalence
