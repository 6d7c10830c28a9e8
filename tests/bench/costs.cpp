#include "bench/costs.hpp"

#include <algorithm>
#include <stdexcept>
#include <string_view>
#include <tuple>

namespace unroll::costs {

namespace {

constexpr std::string_view on_the_wall = "/real_time";  // what Google Benchmark adds for UseRealTime
constexpr const char* plain_hop = "a job that the job before posts";

bool is_chapter(const std::string& rung) { return rung.find_first_not_of("0123456789") == std::string::npos; }

/// The plain queue, asio, the chapters.
auto order(const std::string& rung) { return std::tuple(is_chapter(rung), rung != "queue", rung); }

Ratio ratio(const Row& row, const Row* other) {
  if (other == nullptr || other == &row) return {};
  return row.nanoseconds() / other->nanoseconds();
}

}  // namespace

double Row::nanoseconds() const {
  std::vector<double> sorted = samples;
  std::sort(sorted.begin(), sorted.end());
  const std::size_t middle = sorted.size() / 2;
  return sorted.size() % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

void Costs::add(const nlohmann::json& output) {
  const auto& context = output.at("context");
  if (context.value("unroll_trace", "") == "true") warning_ = "built with tracing";
  if (context.value("unroll_optimized", "") == "false") warning_ = "built without optimization";
  std::vector<nlohmann::json> benchmarks = output.at("benchmarks");  // in random turns …
  std::sort(benchmarks.begin(), benchmarks.end(), [](const auto& one, const auto& other) {
    return one.value("family_index", 0) < other.value("family_index", 0);  // … here as in the source
  });
  for (const auto& one : benchmarks) {
    if (one.value("run_type", "iteration") != "iteration") continue;
    if (one.at("time_unit") != "ns") throw std::runtime_error("a benchmark that is not in nanoseconds");
    // What one thread does alone is told by its own time; what takes two, by the time on the wall.
    std::string name = one.at("name");
    const bool takes_two = name.ends_with(on_the_wall);
    if (takes_two) name.resize(name.size() - on_the_wall.size());
    Row& row = row_named(name);
    row.samples.push_back(one.at(takes_two ? "real_time" : "cpu_time"));
    row.allocations = one.value("allocations", 0.0);
  }
}

/// `operation/rung/how`. A new row goes to the others of its operation.
Row& Costs::row_named(const std::string& name) {
  const auto rung = name.find('/');
  const auto how = name.find('/', rung + 1);
  if (how == std::string::npos) throw std::runtime_error("a benchmark's name is operation/rung/how: " + name);
  Row row{name.substr(0, rung), name.substr(rung + 1, how - rung - 1), name.substr(how + 1), {}, 0};

  const auto same = [&](const Row& other) { return other.operation == row.operation; };
  auto place = std::find_if(rows_.begin(), rows_.end(), same);
  for (; place != rows_.end() && same(*place); ++place) {
    if (place->rung == row.rung && place->how == row.how) return *place;
    if (order(row.rung) < order(place->rung)) break;
  }
  return *rows_.insert(place, std::move(row));
}

const Row* Costs::find(const std::string& operation, const std::string& rung) const {
  const auto found = std::find_if(rows_.begin(), rows_.end(), [&](const Row& row) {
    return row.operation == operation && row.rung == rung;
  });
  return found != rows_.end() ? &*found : nullptr;
}

Ratio Costs::to_below(const Row& row) const {
  const Row* below = nullptr;
  for (const Row& other : rows_) {
    if (other.operation != row.operation || !is_chapter(other.rung) || other.rung >= row.rung) continue;
    if (below == nullptr || other.rung > below->rung) below = &other;
  }
  return is_chapter(row.rung) ? ratio(row, below) : Ratio();
}

Ratio Costs::to_queue(const Row& row) const {
  const Row* same = find(row.operation, "queue");
  return ratio(row, same != nullptr ? same : find(plain_hop, "queue"));
}

Ratio Costs::to_asio(const Row& row) const { return ratio(row, find(row.operation, "asio")); }

}  // namespace unroll::costs
