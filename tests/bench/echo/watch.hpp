#pragma once

#include <cstddef>

#include "00_trace/trace.hpp"
#include "load.hpp"
#include "results.hpp"

#if UNROLL_TRACE

namespace unroll::echo_bench {

/// The server of chapter 06 without a monitor and with one, under one load: two rows, the second with the
/// quartiles of the rounds. Takes 0.6 seconds a round. Needs: four rounds or more. The servers run on core 1;
/// the caller should be on another.
void measure_watch(const char* name, const Load& load, std::size_t rounds, Results& results);

}  // namespace unroll::echo_bench

#endif
