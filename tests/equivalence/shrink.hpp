#pragma once

#include <functional>

#include "program.hpp"

namespace unroll::equivalence {

/// The smallest program that it finds of which `still` is true: no child could take its parent's place,
/// nothing could be dropped, no wait shortened, no fork be a simpler one without making it false. Ends, for
/// every step makes the program smaller. Needs: `still(program)`.
Program shrink(Program program, const std::function<bool(const Program&)>& still);

}  // namespace unroll::equivalence
