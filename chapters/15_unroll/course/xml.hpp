#pragma once

#include <string>

namespace unroll::course {

/// A text as XML and HTML can hold it. What is no UTF-8 (a program may say anything) becomes �, control
/// characters go.
std::string escaped(const std::string& text);

}  // namespace unroll::course
