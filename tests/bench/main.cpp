#include <benchmark/benchmark.h>

/// Google Benchmark's main, which also says how the chapters were built: the table warns of figures that are
/// not the real ones.
int main(int argc, char** argv) {
#ifdef __OPTIMIZE__
  benchmark::AddCustomContext("unroll_optimized", "true");
#else
  benchmark::AddCustomContext("unroll_optimized", "false");
#endif
  benchmark::AddCustomContext("unroll_trace", UNROLL_TRACE ? "true" : "false");
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  benchmark::Shutdown();
}
