// What hides the operating system, on headers of the student's. The libraries of chapters 06 and up were
// compiled with the course's own headers, and a program must not have two of one: so their sources are
// compiled once more, with the student's in front, and stand in the place of the libraries.
#include <algorithm>
#include <map>

#include "15_unroll/course/files.hpp"
#include "15_unroll/course/workshop.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

std::string archive_of(const std::string& chapter) { return "libunroll_" + chapter + ".a"; }

}  // namespace

/// Worlds are kept by whose headers they have: all exercises of a chapter share one, but for an exercise that
/// is itself a header of the chapters.
fs::path Workshop::world_folder(const Trial& trial) const {
  std::string name = presets_.of(trial.variant) + trial.own_names();
  if (course_.is_chapters(*trial.exercise)) name += "=" + trial.exercise->name + "-" + trial.label;
  return course_.root() / ".unroll" / "course" / "world" / name;
}

/// A unit for each chapter up to that of the trial; none, if all headers are the course's.
std::vector<Workshop::Unit> Workshop::world(const Trial& trial) const {
  std::vector<Unit> units;
  if (trial.own.empty()) return units;
  const fs::path folder = world_folder(trial);
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
    if (course_.is_chapters(*trial.exercise)) units.back().sources.push_back(trial.header);
  }
  if (units.empty()) return units;
  lay_out_own(trial, folder / "front");
  if (course_.is_chapters(*trial.exercise))
    write_if_changed(folder / "front" / trial.exercise->header(), include_of(trial.header));
  return units;
}

Task<std::string> Workshop::compile_world(Trial trial, bool last) {
  std::vector<Unit> units = this->world(trial);
  if (units.empty()) co_return std::string();
  Mutex& world = worlds_.try_emplace(world_folder(trial), poller_.loop()).first->second;
  const Permit alone = co_await world.lock();
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
