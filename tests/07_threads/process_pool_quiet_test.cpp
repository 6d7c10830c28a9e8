#include "06_io/system_calls.hpp"
#include "07_threads/process_pool.hpp"
#include "home.hpp"

namespace unroll {
namespace {

using calls::Call;
using ProcessPoolQuietTest = Home;

TEST_F(ProcessPoolQuietTest, ASmallJobIsThreeSystemCallsBesideTheWait) {
  ProcessPool pool(poller, Command{{TEST_WORKER}}, 1);
  run(pool.run("first"));  // starts the worker
  calls::begin();
  for (std::size_t i = 1; i != 10; ++i) {
    EXPECT_EQ(run(pool.run("job")), "done: job");
    EXPECT_EQ(calls::made(Call::poll), i) << "does it live, and is it silent?";
    EXPECT_EQ(calls::made(Call::write), i);
    EXPECT_EQ(calls::made(Call::read), i);
    EXPECT_EQ(calls::made() - calls::made(Call::epoll_wait), 3 * i) << "and nothing else";
  }
}

}  // namespace
}  // namespace unroll
