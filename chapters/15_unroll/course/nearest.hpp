#pragma once

#include <string>
#include <vector>

namespace unroll::course {

/// Which of the words somebody meant who wrote this one: the one that takes the fewest letters more, less or
/// other; the first of several. Empty, if that would be more than a third of his letters.
std::string nearest(const std::string& word, const std::vector<std::string>& words);

}  // namespace unroll::course
