#include "15_unroll/course/equivalents.hpp"

#include <algorithm>
#include <sstream>
#include <utility>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {
namespace {

/// Reads the four parts of each, in their order.
class Reader {
 public:
  explicit Reader(const std::filesystem::path& file) : file_(file), lines_(text_of(file)) {}

  std::vector<Equivalent> read() {
    std::vector<Equivalent> all;
    for (std::string head = next(); !head.empty(); head = next()) {
      const std::size_t space = head.find(' ');
      if (space == std::string::npos) refuse("here stands an exercise and a kind of change, 'timers swap'");
      Equivalent one;
      one.exercise = head.substr(0, space);
      one.kind = head.substr(space + 1);
      one.line = line_;
      one.before = part('-', "what the solution has");
      one.after = part('+', "what stands there instead");
      one.reason = part('=', "why nobody can see it");
      if (one.reason.empty()) refuse("it has no reason");
      all.push_back(std::move(one));
    }
    return all;
  }

 private:
  /// The next line that says anything; empty at the end.
  std::string next() {
    for (std::string line; std::getline(lines_, line);) {
      ++line_;
      if (!line.empty() && line.front() != '#') return line;
    }
    return {};
  }

  std::string part(char sign, const std::string& what) {
    const std::string line = next();
    if (line.empty() || line.front() != sign) refuse(std::string("here stands '") + sign + "' and " + what);
    return line.size() < 2 ? "" : line.substr(2);
  }

  [[noreturn]] void refuse(const std::string& what) const {
    throw Refused(file_.string() + ":" + std::to_string(line_) + ": " + what);
  }

  std::filesystem::path file_;
  std::istringstream lines_;
  std::size_t line_ = 0;
};

}  // namespace

Equivalents::Equivalents(std::filesystem::path file) : file_(std::move(file)) {
  if (std::filesystem::exists(file_)) all_ = Reader(file_).read();
}

const Equivalent* Equivalents::take(const std::string& exercise, const Mutant& mutant) {
  const auto found = std::find_if(all_.begin(), all_.end(), [&](const Equivalent& one) {
    return !one.taken && one.exercise == exercise && one.kind == mutant.kind && one.before == mutant.before &&
           one.after == mutant.after;
  });
  if (found == all_.end()) return nullptr;
  found->taken = true;
  return &*found;
}

}  // namespace unroll::course
