#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>

namespace unroll::course {

/// What became of the mutants of an exercise, kept in a file: a run that is interrupted goes on where it was.
class Ledger {
 public:
  explicit Ledger(std::filesystem::path file);

  /// What was noted of such a trial, if it was of the same text on the same programs; empty if nothing was.
  std::string known(const std::string& trial, std::uint64_t of) const;
  /// What was noted of it last, of whatever text.
  std::string last(const std::string& trial) const;
  void note(const std::string& trial, std::uint64_t of, const std::string& what);

 private:
  struct Entry {
    std::string of;
    std::string what;
  };

  std::filesystem::path file_;
  std::map<std::string, Entry> entries_;
};

}  // namespace unroll::course
