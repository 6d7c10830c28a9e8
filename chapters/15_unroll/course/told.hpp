#pragma once

#include <cstdint>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace unroll::course {

using Json = nlohmann::json;

/// What the tests have told of themselves, in the records that tests/exercises/support writes.
struct Told {
  std::vector<std::string> failed;
  std::vector<std::string> ended;
  std::vector<std::string> skipped;
  std::vector<Json> failures;       ///< of the first test that failed, as far as they were told
  std::size_t failures_in_all = 0;  ///< of that test
  std::string running;              ///< the test that was under way when it told no more
  std::string stalled;              ///< the loop's last words in the first test that failed
  Json no_memory;                   ///< where that test, or the running one, got no memory; null if it did
  Json slept;                       ///< where that test slept first; null if it did not
  Json last_word;                   ///< of a program that was ended in the midst; null if it was not
  std::string asked;                ///< the test that was under way when the threads were asked
  std::vector<Json> threads;        ///< where each was when it was asked
  Json exit_called;                 ///< by whom the program was ended itself; null: nobody has said so
  bool over = false;                ///< the tests are; main returns
  bool gone = false;                ///< so are all static objects
};

Told told_in(const std::string& records);

/// A text of a record; empty if it has none of that name.
std::string text(const Json& record, const char* name);

/// `file:line`; empty if the record names none.
std::string line_of(const Json& record);

/// Of the calls that were under way.
std::vector<std::uint64_t> addresses(const Json& record);

}  // namespace unroll::course
