#include "15_unroll/course/origins.hpp"

#include <sstream>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/fingerprint.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

Origins::Origins(fs::path root) : root_(std::move(root)) {
  if (!fs::exists(root_ / file())) return;
  std::istringstream lines(text_of(root_ / file()));
  std::string print;
  for (std::string name; lines >> print && std::getline(lines >> std::ws, name);) given_[name].insert(print);
}

bool Origins::has(const fs::path& name, const std::string& text) const {
  const auto found = given_.find(name.string());
  return found != given_.end() && found->second.contains(fingerprint(text));
}

void Origins::add(const fs::path& name, const std::string& text) {
  given_[name.string()].insert(fingerprint(text));
}

void Origins::add(const Origins& others) {
  for (const auto& [name, prints] : others.given_) given_[name].insert(prints.begin(), prints.end());
}

void Origins::save() const {
  if (given_.empty()) return;
  std::string lines;
  for (const auto& [name, prints] : given_) {
    for (const std::string& print : prints) (((lines += print) += ' ') += name) += '\n';
  }
  write_file(root_ / file(), lines);
}

}  // namespace unroll::course
