#pragma once

#include <benchmark/benchmark.h>

#include <cstddef>

#include "allocations.hpp"

namespace unroll {

/// The counter that the table reads: `allocated` in all, shown per operation.
inline void report_allocations(benchmark::State& state, std::size_t allocated) {
  state.counters["allocations"] =
      benchmark::Counter(static_cast<double>(allocated), benchmark::Counter::kAvgIterations);
}

/// Measures what one of `operations` operations costs of which `function` does that many: its time, and as
/// the counter `allocations` how often it asks for memory. The first call is not counted: what a loop keeps
/// for good (a first block, a heap's capacity) is not the price of an operation. A benchmark is named
/// `operation/rung/how`; the table puts those of the same operation under each other.
template <class F>
void measure(benchmark::State& state, std::size_t operations, F&& function) {
  function();
  const std::size_t before = allocations();
  while (state.KeepRunningBatch(static_cast<benchmark::IterationCount>(operations))) function();
  report_allocations(state, allocations() - before);
}

}  // namespace unroll
