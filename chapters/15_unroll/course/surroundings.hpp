#pragma once

#include <cstddef>
#include <string>

namespace unroll::course {

/// Before anything else is opened: where stdin, stdout or stderr is closed, the next file would take its
/// place and be written into.
void open_what_is_closed();

/// What a shell has set for other tests of GoogleTest, or for the run of a program that is to be recorded or
/// watched, is not meant for those of the exercises.
void forget_settings();

/// Whether all that was said has been written. A disk may be full.
bool all_was_written();

/// Whether stdout is a pipe that nobody reads any more, as that of `| head` when it has seen enough.
bool nobody_reads();

/// How many things this program can do at the same time: there may be more cores than a container gives it.
std::size_t cores();
/// The same, of a machine with so many `there`; `quota`: what cpu.max of a control group says.
std::size_t cores_of(const std::string& quota, std::size_t there);

}  // namespace unroll::course
