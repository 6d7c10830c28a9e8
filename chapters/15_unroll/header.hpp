#pragma once

#include <string>
#include <vector>

#include "15_unroll/ladder.hpp"

namespace unroll::course {

/// What a header says at that for which it is named (future.hpp: Future, sleep_for.hpp: sleep_for): the first
/// sentence of its comment. If nothing there is called so, that of the first that has a comment.
std::string first_sentence(const std::string& name, const Lines& header);

/// The types and functions that stand at the left margin, each once, in their order.
std::vector<std::string> names_in(const Lines& header);

}  // namespace unroll::course
