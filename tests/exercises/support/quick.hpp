#pragma once

// Precompiled in front of every test of an exercise, and only there: less to compile for who waits. A test
// means the same without it.

#include <gtest/gtest.h>

#include <chrono>
#include <functional>
#include <memory>
#include <sstream>
#include <string>
#include <vector>

namespace unroll::check {

/// A test of GoogleTest, by its names, its place and what it does.
class Registered {
 public:
  Registered(const char* suite, const char* name, const char* file, int line, void (*body)());
};

}  // namespace unroll::check

// A function for each test and not a class, with the factory that makes it.
#undef TEST
#define TEST(suite, name)                                               \
  static void suite##_##name##_Test();                                  \
  static const ::unroll::check::Registered suite##_##name##_registered( \
      #suite, #name, __FILE__, __LINE__, &suite##_##name##_Test);       \
  static void suite##_##name##_Test()

// What nearly every test uses of the library is compiled in quick.cpp.
extern template class std::basic_string<char>;
extern template class std::vector<std::string>;
extern template class std::unique_ptr<std::string>;
extern template class std::unique_ptr<std::stringstream>;
extern template class std::function<void()>;
extern template class std::function<void(const std::string&)>;
extern template class std::chrono::duration<long, std::nano>;
extern template class std::chrono::time_point<std::chrono::steady_clock>;
