#pragma once

#include <string_view>

namespace unroll::check {

/// What a test program says to whoever runs it, beside what the student's code prints: one object of JSON a
/// line, into the file that UNROLL_RECORDS names; without it, nothing is said. Long texts are cut. So nothing
/// that the code under test writes is ever taken for a verdict. Threads: any. Never allocates: the handler of
/// a signal says its last words here.
class Record {
 public:
  /// The file is hidden from what this program starts, and from whoever looks for UNROLL_RECORDS.
  static void open();

  explicit Record(std::string_view event);
  Record(const Record&) = delete;
  Record& operator=(const Record&) = delete;
  ~Record();  // written as one piece

  Record& text(std::string_view name, std::string_view value);
  Record& number(std::string_view name, long long value);
  /// The calls that are under way here: addresses in the program, innermost first.
  Record& calls(void* const* addresses, int count);

 private:
  void put(std::string_view text);
  void put_number(long long value);

  static constexpr std::size_t room = 16 * 1024;
  static constexpr std::size_t longest = 8 * 1024;            // of one text
  static constexpr std::size_t room_for_the_rest = 2 * 1024;  // what comes behind a text is always whole
  char line_[room];
  std::size_t size_ = 0;
};

}  // namespace unroll::check
