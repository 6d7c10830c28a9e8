#include "watch.hpp"

#if UNROLL_TRACE

#include <array>
#include <chrono>
#include <vector>

#include "child.hpp"
#include "servers.hpp"

namespace unroll::echo_bench {
namespace {

using namespace std::chrono_literals;

/// What one server did in its slices of a round.
struct Slices {
  double speed = 0;  ///< requests a second, summed
  double cpu = 0;    ///< nanoseconds
  double asked = 0;  ///< requests
};

/// A server with its clients.
class Side {
 public:
  Side(const Kind& kind, const Load& load) : server_(on_its_core(kind)), clients_(server_.told(), load) {
    slice();  // warms up
    sum_ = {};
  }

  void slice() {
    constexpr auto time = 100ms;
    const double before = server_.cpu_time();
    const double speed = clients_.requests_per_second(time);
    sum_.speed += speed;
    sum_.cpu += server_.cpu_time() - before;
    sum_.asked += speed * std::chrono::duration<double>(time).count();
  }

  const Slices& sum() const { return sum_; }

 private:
  static Child on_its_core(const Kind& kind) {
    Child child(kind.serve);
    stay_on(child.pid(), 1);
    return child;
  }

  Child server_;
  Clients clients_;
  Slices sum_;
};

/// All rounds of a side.
struct Rounds {
  std::vector<double> speeds;
  std::vector<double> costs;

  void add(const Slices& sum) {
    speeds.push_back(sum.speed / 2);
    costs.push_back(sum.cpu / sum.asked);
  }
};

}  // namespace

/// One, other, other, one: what drifts evenly meets both alike. Each round has servers of its own, for where
/// a process lies in memory makes it faster or slower for as long as it lives.
void measure_watch(const char* name, const Load& load, std::size_t rounds, Results& results) {
  const Kind plain{"06 Stream", serve_here};
  const Kind watched{"08 the same, watched", serve_watched};
  Rounds plain_rounds;
  Rounds watched_rounds;
  std::vector<double> ratios;
  for (std::size_t round = 0; round != rounds; ++round) {
    Side a(plain, load);
    Side b(watched, load);
    Side& one = round % 2 == 0 ? a : b;
    Side& other = round % 2 == 0 ? b : a;
    for (Side* const side : {&one, &other, &other, &one}) side->slice();
    plain_rounds.add(a.sum());
    watched_rounds.add(b.sum());
    ratios.push_back(a.sum().speed / b.sum().speed);
  }
  results.speeds.push_back(
      {name, plain.name, median(plain_rounds.speeds), median(plain_rounds.costs), 1, {}});
  results.speeds.push_back({name, watched.name, median(watched_rounds.speeds), median(watched_rounds.costs),
                            median(ratios), quartiles(ratios)});
}

}  // namespace unroll::echo_bench

#endif
