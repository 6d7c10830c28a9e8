#pragma once

#include <string>
#include <string_view>

#include "06_io/fd.hpp"

namespace unroll {

/// A file to be written, by calls that block, as a file's do. Threads: one at a time. Errors:
/// std::system_error with the name of the call and of the file.
class OutFile {
 public:
  /// None yet: to write to it fails with EBADF, and to close it does nothing.
  OutFile() = default;

  /// Makes the file, or empties it.
  explicit OutFile(std::string path);

  /// Ends when the kernel has taken all of it. Errors: after the first one nothing more is written, and every
  /// later write brings the same error: it would stand behind half a line.
  void write_all(std::string_view bytes);

  /// What a full or a remote disk could not keep may be said only now. Twice is once. A destructor closes
  /// too, and is silent.
  void close();

 private:
  std::string path_;
  Fd fd_;
  int error_ = 0;
};

}  // namespace unroll
