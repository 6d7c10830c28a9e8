#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "15_unroll/course/told.hpp"

namespace unroll::course {

constexpr const char* after_main =
    "it happened after main had returned: in the destructor of a static object, or beside it in a thread\n";

/// How much memory it asked for in vain, with the limit: a part of a sentence.
std::string refused_memory(const Told& told, int limit_megabytes);

/// Whether an error that left a test, or its `what`, is one of a want of memory.
bool is_of_memory(std::string_view what);

/// The tasks of the loop that have not ended, and for what each waits; empty if the record names none.
std::string still_waiting(const Json& record);

/// It was refused less than the limit: it has all the rest. (To fill that may take all its time.)
bool has_all_memory(const Told& told, int limit_megabytes);

/// That it would go on for ever; `printed`: so many bytes, by which that was seen, or 0.
std::string no_end(std::size_t printed);

/// Who has called exit, as a line; empty if nobody has.
std::string exit_called(const Told& told);

/// Which processes had to be ended, a line each; of many the first few.
std::string left_behind_words(const std::vector<std::string>& names);

}  // namespace unroll::course
