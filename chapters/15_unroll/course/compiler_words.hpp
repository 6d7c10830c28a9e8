#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace unroll::course {

/// One thing that a compiler says of a place: `a.hpp:3:7: error: expected ';'`.
struct Remark {
  enum class Kind : std::uint8_t { error, warning, note };
  Kind kind = Kind::error;
  std::string file;
  std::string line;
  std::size_t at = 0;  ///< where it begins in all that was said

  std::string place() const { return file + ":" + line; }
};

/// In the order in which they were said.
std::vector<Remark> remarks_in(std::string_view said);

/// Whether what was said is no word about the program: the compiler fell over, was killed, or had no room.
bool is_no_fault_of_the_program(std::string_view said);

/// The first lines of a text, none of them longer than can be read.
std::string first_lines(std::string_view text, std::size_t count);

/// The first line of a compiler's error, and the source that it shows below: those lines are indented.
std::string with_its_source(std::string_view error);

/// What is to be mended first, and where that is.
struct Complaint {
  std::string text;
  std::string where;
};

/// The first error, in the student's own file if one is there: or at least what the compiler says of that
/// file, as that a brace was never closed.
Complaint first_error_in(const std::string& said, const std::string& own);

/// What it warned of in the student's own file: where something is wrong, that may say why.
std::string warnings_of(const std::string& said, const std::string& own);

}  // namespace unroll::course
