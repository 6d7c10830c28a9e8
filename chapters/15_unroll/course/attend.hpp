#pragma once

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>

#include "06_io/process.hpp"
#include "15_unroll/course/standstill.hpp"
#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// Keeps the first megabytes of what a program writes; the rest is read, so that it goes on, and thrown away.
/// All of it is added to `printed`. Needs: what it refers to outlives the await.
Task<> keep(Stream& from, std::filesystem::path file, std::size_t& printed);

/// How it has ended, or nothing if it has not within `time`. That is no error here: of one who waits, and is
/// called off in the moment in which the time is over, the loop would tell it as one that nobody took. Needs:
/// what it refers to outlives the await.
Task<std::optional<Exit>> exit_within(Poller& poller, Process& process, Duration time);

/// Waits until the process has ended, has come to a standstill, uses too much memory, prints without an end,
/// or its time is over, and notes which. Its time is counted in looks at it: while this program is stopped,
/// nobody looks, and no time passes. Of one that has not ended each thread says where it is, into its
/// `records`. Needs: what it refers to outlives the await; `stillness` is of the process.
Task<> attend(Poller& poller, Process& process, std::chrono::seconds time, std::filesystem::path records,
              Stillness stillness, Evidence& evidence);

}  // namespace unroll::course
