#pragma once

#include <cstdlib>
#include <filesystem>
#include <string>
#include <system_error>

#include "06_io/fd.hpp"

namespace unroll {

/// A folder for the files of a program or of a test, gone with it, and all that is in it too, as far as the
/// system lets it go.
class Folder {
 public:
  /// Makes a new one where the system has such (TMPDIR). Errors: std::system_error.
  Folder() {
    std::string path = (std::filesystem::temp_directory_path() / "unroll_XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw_errno("mkdtemp " + path);
    path_ = path;
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code no_matter;  // a destructor has nobody to tell
    std::filesystem::remove_all(path_, no_matter);
  }

  /// Where a file of that name is or would be; makes none.
  std::string file(const std::string& name) const { return (path_ / name).string(); }

 private:
  std::filesystem::path path_;
};

}  // namespace unroll
