#include "01_queue/job.hpp"

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <stdexcept>
#include <utility>

namespace unroll {
namespace {

/// Captures of a given size, and where they are when the job runs.
template <std::size_t size, std::size_t alignment = alignof(void*)>
struct alignas(alignment) Captures {
  const void** seen_at;
  std::array<std::byte, size - sizeof(void*)> rest{};
  void operator()() const { *seen_at = this; }
};

template <class F>
bool is_held_in_place(const F& function, const void*& seen_at) {
  Job job(function);
  job();
  const void* const begin = &job;
  const void* const end = &job + 1;
  return std::less_equal<>()(begin, seen_at) && std::less<>()(seen_at, end);
}

int plain_calls = 0;
void plain_function() { ++plain_calls; }

TEST(Job, MayBeAPlainFunction) {
  plain_calls = 0;
  Job by_name(plain_function);
  Job by_pointer(&plain_function);
  by_name();
  by_pointer();
  EXPECT_EQ(plain_calls, 2);
}

TEST(Job, CallsWhatItWasMadeFromAsOftenAsItIsCalled) {
  int calls = 0;
  Job job([&calls, own = 0]() mutable { calls = ++own; });
  job();
  job();
  EXPECT_EQ(calls, 2);
}

TEST(Job, HoldsCapturesThatCanOnlyBeMoved) {
  int seen = 0;
  Job job([&seen, value = std::make_unique<int>(7)] { seen = *value; });
  Job moved = std::move(job);
  moved();
  EXPECT_EQ(seen, 7);
}

TEST(Job, HoldsCapturesOfUpTo48BytesInPlace) {
  const void* seen_at = nullptr;
  EXPECT_TRUE(is_held_in_place(Captures<48>{&seen_at}, seen_at));
}

TEST(Job, HoldsBiggerCapturesInABox) {
  const void* seen_at = nullptr;
  EXPECT_FALSE(is_held_in_place(Captures<56>{&seen_at}, seen_at));
  EXPECT_FALSE(is_held_in_place(Captures<4096>{&seen_at}, seen_at));
}

TEST(Job, HoldsCapturesOfStricterAlignmentInABoxWhereTheyAreAligned) {
  const void* seen_at = nullptr;
  EXPECT_FALSE(is_held_in_place(Captures<32, 32>{&seen_at}, seen_at));
  EXPECT_EQ(reinterpret_cast<std::uintptr_t>(seen_at) % 32, 0U);
}

TEST(Job, HoldsCapturesWhoseMoveMayThrowInABoxSoThatItsOwnMoveNeverThrows) {
  struct Moody {
    const void** seen_at;
    explicit Moody(const void** at) : seen_at(at) {}
    Moody(const Moody& other) noexcept(false) : seen_at(other.seen_at) {}
    void operator()() const { *seen_at = this; }
  };
  const void* seen_at = nullptr;
  EXPECT_FALSE(is_held_in_place(Moody(&seen_at), seen_at));
  static_assert(std::is_nothrow_move_constructible_v<Job> && std::is_nothrow_move_assignable_v<Job>);
}

TEST(Job, CannotBeCopiedForWorkIsDoneOnce) {
  static_assert(!std::is_copy_constructible_v<Job> && !std::is_copy_assignable_v<Job>);
}

TEST(Job, LetsAnExceptionOfItsFunctionOut) {
  Job job([] { throw std::runtime_error("as told"); });
  EXPECT_THROW(job(), std::runtime_error);
  EXPECT_TRUE(job) << "it still holds its function";
}

TEST(Job, LeavesNothingBehindWhenItsFunctionCannotBeCopiedIn) {
  struct Uncopyable {
    std::shared_ptr<int> token;
    explicit Uncopyable(std::shared_ptr<int> held) : token(std::move(held)) {}
    Uncopyable(const Uncopyable& other) : token(other.token) { throw std::runtime_error("no copy"); }
    void operator()() const {}
  };
  auto token = std::make_shared<int>();
  const Uncopyable function(token);
  EXPECT_THROW(Job job(function), std::runtime_error);
  EXPECT_EQ(token.use_count(), 2);
}

}  // namespace
}  // namespace unroll
