#pragma once

#include <sys/types.h>

#include <cstddef>
#include <string>

#include "06_io/fd.hpp"

namespace unroll {

/// A file that somebody else is still writing, read from its beginning on, by calls that block. It is at its
/// end when a line says so that is nothing but a dot. (To have read all that is there says nothing: more may
/// come.) Threads: one at a time. Errors: std::system_error with the name of the file.
class GrowingFile {
 public:
  /// Opens it. It may be empty, but it is there.
  explicit GrowingFile(std::string path);

  /// The whole lines that have come since the last call, in one string, perhaps none. Of many only some, less
  /// than a mebibyte and a half: the next call brings more. Half a line is kept until its other half is
  /// there. Errors: std::length_error for a line longer than a mebibyte; an error comes when all lines before
  /// it have been brought.
  std::string read_lines();

  /// The dot was read. What may stand behind it is not looked at.
  bool at_end() const { return at_end_; }

 private:
  ssize_t read_more();
  std::string take_lines();

  std::string path_;
  Fd fd_;
  std::string kept_;           // half a line at most, between two calls
  std::size_t looked_at_ = 0;  // so much of it has no newline
  bool at_end_ = false;
};

}  // namespace unroll
