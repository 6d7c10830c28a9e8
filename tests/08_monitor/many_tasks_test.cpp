#include <random>

#include "04_coroutines/start.hpp"
#include "allocations.hpp"
#include "watched.hpp"

namespace unroll::monitor {
namespace {

Task<> wait_for_word(Future<void> word) { co_await std::move(word); }

/// The names of the tasks in a dump, in its order.
std::vector<std::string> names_in(const std::string& dump) {
  std::vector<std::string> names;
  const std::string before = "task \"";
  for (std::size_t at = dump.find(before); at != std::string::npos; at = dump.find(before, at + 1)) {
    const std::size_t begin = at + before.size();
    names.push_back(dump.substr(begin, dump.find('"', begin) - begin));
  }
  return names;
}

struct Crowd : testing::Test, Watched {
  std::vector<std::pair<Promise<void>, Future<void>>> tasks;
  std::vector<std::string> expected;  // oldest first, in the order of `tasks`

  void add(std::string name) {
    Promise<void> word(loop);
    Future<void> task = start(loop, wait_for_word(word.get_future()), name);
    tasks.emplace_back(std::move(word), std::move(task));
    expected.push_back(std::move(name));
  }
  void remove(std::size_t i) {
    tasks.erase(tasks.begin() + static_cast<std::ptrdiff_t>(i));
    expected.erase(expected.begin() + static_cast<std::ptrdiff_t>(i));
  }
};

/// Many come and go; now and then those who have gone are swept out.
TEST_F(Crowd, WhoIsLeftIsToldWhoeverHasGone) {
  std::mt19937 random(8);
  for (int i = 0; i != 600; ++i) {
    add(std::to_string(i));
    while (loop.run_one()) {
    }
    const std::size_t most = i < 300 ? 100 : 10;
    while (tasks.size() > most) remove(random() % tasks.size());
    if (i % 20 != 0) continue;
    ASSERT_EQ(names_in(dump()), std::vector(expected.rbegin(), expected.rend())) << "after " << i;
  }
}

TEST(ManyFiles, AreToldApartHoweverManyThereAre) {
  Waits waits;
  std::vector<std::string> files;
  for (int i = 0; i != 200; ++i) {
    files.push_back("chapters/03_futures/part_" + std::to_string(i) + ".hpp");
    files.push_back("shop_" + std::to_string(i) + ".cpp");
  }
  for (int round = 0; round != 2; ++round) {
    for (const std::string& file : files)
      EXPECT_EQ(waits.is_inner(file.c_str()), file.ends_with(".hpp")) << file;
  }
}

Task<> nothing() { co_return; }

TEST_F(Crowd, OfThoseWhoHaveGoneNothingPilesUp) {
  const auto thousand = [this] {
    for (int i = 0; i != 1000; ++i) {
      const Future<void> task = start(loop, nothing(), "guest");
      loop.run();
    }
  };
  thousand();
  const std::size_t first = allocations_of(thousand);
  for (int i = 0; i != 20; ++i) EXPECT_EQ(allocations_of(thousand), first) << "no table has grown";
}

TEST(Waits, HoweverManyWillBringAFutureItIsNotSaidToBeOne) {
  Waits waits;
  waits.make({trace::Verb::make, {1}, {}, {}});
  for (std::uint64_t id = 2; id != 2 + 65'537; ++id)
    waits.source({trace::Verb::source, {1}, {}, {.about = trace::Id{id}}});
  EXPECT_GT(waits.table().find(1)->sources, 1U);
}

TEST(Waits, TheSourcesOfTheChaptersAreTheToolkitsOwn) {
  Waits waits;
  for (const char* const file : {SOURCES_OF_CHAPTERS}) EXPECT_TRUE(waits.is_inner(file)) << file;
  EXPECT_FALSE(waits.is_inner("/course/chapters/07_threads/demo.cpp"));
}

}  // namespace
}  // namespace unroll::monitor
