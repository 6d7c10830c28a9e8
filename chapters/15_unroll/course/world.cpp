// What hides the operating system, on headers of the student's. The libraries of chapters 06 and up were compiled
// with the course's own headers, and a program must not have two of one: so their sources are compiled once more,
// with the student's in front, and stand in the place of the libraries.
#include <algorithm>
#include <map>

#include "15_unroll/course/files.hpp"
#include "15_unroll/course/workshop.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::string archive_of(const std::string& chapter) { return "libunroll_" + chapter + ".a"; }

}  // namespace

/// A unit for each chapter up to that of the trial; none, if all headers are the course's. They are kept by
/// whose headers they have: all exercises of a chapter share them.
std::vector<Workshop::Unit> Workshop::world(const Trial& trial) const {
  std::vector<Unit> units;
  if (trial.own.empty()) return units;
  const fs::path folder = course_.root() / ".unroll" / "course" / "world" /
                          (presets_.of(trial.variant) + trial.own_names());
  std::map<std::string, std::string> texts;
  for (const std::string& line : parts(trial, "world.txt")) {
    const fs::path source(line);
    const std::string chapter = source.parent_path().filename();
    if (chapter <= trial.exercise->chapter) texts[chapter] += include_of(source);
  }
  for (const auto& [chapter, text] : texts) {
    const fs::path source = folder / chapter / (chapter + ".cpp");
    write_if_changed(source, text);
    units.push_back({source, folder / chapter / (chapter + ".o"), folder / "front", {}});
    add_own_sources(trial, units.back());
  }
  if (!units.empty()) lay_out_own(trial, folder / "front");
  return units;
}

Task<std::string> Workshop::compile_world(Trial trial, bool last) {
  std::vector<Unit> units = world(trial);
  if (units.empty()) co_return std::string();
  const Permit alone = co_await world_.lock();
  for (Unit& unit : units) {
    std::string errors = co_await compile(std::move(unit), parts(trial, "compile.txt"), last);
    if (!errors.empty()) co_return errors;
  }
  co_return std::string();
}

void Workshop::stand_in_for_world(const Trial& trial, std::vector<std::string>& words) const {
  for (const Unit& unit : world(trial)) {
    const std::string archive = archive_of(unit.source.stem());
    std::replace_if(
        words.begin(), words.end(), [&](const std::string& word) { return word.ends_with("/" + archive); },
        unit.object.string());
  }
}

}  // namespace unroll::course
