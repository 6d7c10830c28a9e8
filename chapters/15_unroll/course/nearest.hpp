#pragma once

#include <string>
#include <vector>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

/// Which of the words somebody meant who wrote this one: the one that takes the fewest letters more, less or
/// other; the first of several. Empty, if that would be more than a third of his letters.
std::string nearest(const std::string& word, const std::vector<std::string>& words);

/// Which exercise or chapter: `Is it every? `, or nothing. Of a path its last name counts.
std::string guess(const std::string& word, const std::vector<Exercise>& exercises);

}  // namespace unroll::course
