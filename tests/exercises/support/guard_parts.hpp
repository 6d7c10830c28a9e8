#pragma once

#include <string_view>

#include "exercises/support/records.hpp"

#if defined(__has_feature)
#define UNROLL_SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define UNROLL_SANITIZED 1
#else
#define UNROLL_SANITIZED 0
#endif

namespace unroll::check {

/// A sanitizer sees to crashes and to memory itself.
constexpr bool sanitized = UNROLL_SANITIZED;

/// Where this thread is.
void say_calls(Record& record);
/// Of an error that has left a test, and is told in `failure`: where it was thrown, if that is known.
void say_where_thrown(Record& record, std::string_view failure);
/// In the tests before this one.
void forget_what_was_thrown();

/// On a stack of its own, where the thread has one.
void on_signal(int signal, void (*handler)(int));

bool is_thread_of_tests();

/// The program ends here. Why is recorded, with its place, and who waits.
[[noreturn]] void end(const char* why, std::string_view text = {});

/// Nothing is recorded, and nothing done any more.
[[noreturn]] void end_now(int status);

/// What ends the program is recorded first, with its place; of every thread, also if its stack is used up.
void watch_crashes();

/// An allocation that would go beyond it fails, and is recorded. 0: no limit.
void limit_memory(long megabytes);
/// Of the tests before this one.
void forget_refusals();
/// Of the tests before this one.
void forget_sleeps();
/// Whether the last thing that was asked for came as a null pointer, and `new` has not made an error of it.
bool null_was_given();

}  // namespace unroll::check
