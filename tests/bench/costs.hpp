#pragma once

#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

namespace unroll::costs {

/// What one operation costs on one rung, or on what the rungs are compared with.
struct Row {
  std::string operation;
  std::string rung;  ///< "01" …, or "queue", or "asio"
  std::string how;
  std::vector<double> samples;  ///< nanoseconds of processor time, one for each repetition
  double allocations = 0;

  double nanoseconds() const;  ///< the median of the samples
};

/// How many times as much as something else; nothing where there is nothing to compare with.
using Ratio = std::optional<double>;

/// All rows of one run. Those of one operation stand together: what is compared with first, then the rungs
/// upwards.
class Costs {
 public:
  /// Adds what a benchmark program wrote as JSON. Errors: nlohmann::json::exception if it is something else.
  void add(const nlohmann::json& output);

  const std::vector<Row>& rows() const { return rows_; }

  Ratio to_below(const Row& row) const;  ///< to the nearest rung below that can do it
  /// To the same on the plain queue; where that cannot do it, to one job that goes through it.
  Ratio to_queue(const Row& row) const;
  Ratio to_asio(const Row& row) const;

  /// Why these figures are not what a program would see; empty if they are.
  const std::string& warning() const { return warning_; }

 private:
  Row& row_named(const std::string& name);
  const Row* find(const std::string& operation, const std::string& rung) const;

  std::vector<Row> rows_;
  std::string warning_;
};

std::string as_text(const Costs& costs);
nlohmann::json as_json(const Costs& costs);

}  // namespace unroll::costs
