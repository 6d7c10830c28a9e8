#pragma once

#include <cstddef>
#include <string>

namespace unroll::course {

/// An error that left a test, or what it compared, without the words that GoogleTest puts round it.
std::string plain(const std::string& said);

std::string first_lines(const std::string& text, std::size_t count);

/// A sanitizer's report without the line of = that it begins with.
std::string without_rule(const std::string& report);

/// The first line of a compiler's error, and the source that it shows below: those lines are indented.
std::string with_its_source(const std::string& error);

/// By which signal, and what that mostly means.
std::string ended_by(int signal);

}  // namespace unroll::course
