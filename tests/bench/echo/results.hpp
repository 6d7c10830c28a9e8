#pragma once

#include <optional>
#include <string>
#include <vector>

namespace unroll::echo_bench {

/// Half of some numbers are between these.
struct Quartiles {
  double low = 0;
  double high = 0;
};

/// One server under one load.
struct Speed {
  std::string load;
  std::string server;
  double requests_per_second = 0;
  double cpu_per_request = 0;  ///< of the server, in nanoseconds
  double ours_to_this = 0;  ///< requests per second of chapter 06 for one of this: the median of the rounds
  std::optional<Quartiles> rounds;  ///< between which half of those ratios are, where there are many
};

/// What one of ten thousand keeps, in bytes.
struct Memory {
  std::string what;
  std::string server;
  double bytes = 0;
};

struct Results {
  std::vector<Speed> speeds;
  std::vector<Memory> memories;
};

std::string as_text(const Results& results);
std::string as_json(const Results& results);

double median(std::vector<double> numbers);

/// Needs: four numbers or more.
Quartiles quartiles(std::vector<double> numbers);

}  // namespace unroll::echo_bench
