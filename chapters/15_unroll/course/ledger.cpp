#include "15_unroll/course/ledger.hpp"

#include <nlohmann/json.hpp>
#include <utility>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

/// A damaged file is as good as none: what it knew is found out again.
Ledger::Ledger(std::filesystem::path file) : file_(std::move(file)) {
  if (!std::filesystem::exists(file_)) return;
  const auto all = nlohmann::json::parse(text_of(file_), nullptr, false);
  if (!all.is_object()) return;
  for (const auto& [trial, entry] : all.items()) {
    if (entry.is_array() && entry.size() == 2 && entry[0].is_string() && entry[1].is_string())
      entries_[trial] = {entry[0], entry[1]};
  }
}

std::string Ledger::known(const std::string& trial, std::uint64_t of) const {
  const auto found = entries_.find(trial);
  return found != entries_.end() && found->second.of == std::to_string(of) ? found->second.what : "";
}

std::string Ledger::last(const std::string& trial) const {
  const auto found = entries_.find(trial);
  return found == entries_.end() ? "" : found->second.what;
}

void Ledger::note(const std::string& trial, std::uint64_t of, const std::string& what) {
  entries_[trial] = {std::to_string(of), what};
  nlohmann::json all = nlohmann::json::object();
  for (const auto& [name, entry] : entries_) all[name] = {entry.of, entry.what};
  write_file(file_, all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace) + "\n");
}

}  // namespace unroll::course
