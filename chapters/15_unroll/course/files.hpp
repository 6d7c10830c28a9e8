#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace unroll::course {

/// All of a file. Errors: Refused.
std::string text_of(const std::filesystem::path& file);

/// All of a file of the system, as /proc/1/stat; empty if it is gone.
std::string text_if_there(const std::filesystem::path& file);

/// In place of what was there, whole or not at all; who is interrupted has what was there, and perhaps a file
/// beside it. What is a link, or no file, stays what it is, and is written into. Errors: Refused.
void write_file(const std::filesystem::path& file, const std::string& text);

/// Before work that takes long: Refused, if `write_file` could not write it. `option` is what names it; an
/// empty name is none.
void need_to_be_writable(const std::string& option, const std::filesystem::path& file);

/// Its time stays what it is, if there is nothing new. Errors: Refused.
void write_if_changed(const std::filesystem::path& file, const std::string& text);

/// The files of a folder whose names begin so. Errors: std::filesystem::filesystem_error.
void remove_what_begins(const std::filesystem::path& folder, const std::string& name);

/// A text's lines, or what stands between other ends of that kind.
std::vector<std::string> split(const std::string& text, char end = '\n');

/// Files of the course are named from its folder on.
std::string shortened(const std::string& text, const std::filesystem::path& root);

}  // namespace unroll::course
