#pragma once

#include <cstddef>
#include <string>

namespace unroll::course {

/// An error that left a test, or what it compared, without the words that GoogleTest puts round it.
std::string plain(const std::string& said);

std::string first_lines(const std::string& text, std::size_t count);

/// The first line of a compiler's error, and the source that it shows below: those lines are indented.
std::string with_its_source(const std::string& error);

/// By which signal, and what that mostly means.
std::string ended_by(int signal);

}  // namespace unroll::course
