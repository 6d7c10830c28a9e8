#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "program.hpp"
#include "run.hpp"

namespace unroll::equivalence {

/// One interpreter of the language.
struct Stage {
  std::string_view name;
  int level;  ///< the highest it speaks; 0: level 1 with no sleep but of 0
  Run (*run)(const Program&);
};

// One a stage. Each is defined in the file named for it (stage_01_queue.cpp ...) and may be left out: a stage
// is there when its object file is linked directly (from a static library the linker would not fetch it).
[[gnu::weak]] Run run_01_queue(const Program& program);
[[gnu::weak]] Run run_02_callbacks(const Program& program);
[[gnu::weak]] Run run_03_futures(const Program& program);
[[gnu::weak]] Run run_04_coroutines(const Program& program);
[[gnu::weak]] Run run_05_scopes(const Program& program);
[[gnu::weak]] Run run_06_io(const Program& program);
[[gnu::weak]] Run run_07_threads(const Program& program);

// The same, but let go of after so many jobs; says whether the program was still under way then. Errors: an
// exception if anything of it runs afterwards.
[[gnu::weak]] bool drop_02_callbacks(const Program& program, std::size_t jobs);
[[gnu::weak]] bool drop_03_futures(const Program& program, std::size_t jobs);
[[gnu::weak]] bool drop_04_coroutines(const Program& program, std::size_t jobs);
[[gnu::weak]] bool drop_05_scopes(const Program& program, std::size_t jobs);
[[gnu::weak]] bool drop_06_io(const Program& program, std::size_t jobs);
[[gnu::weak]] bool drop_07_threads(const Program& program, std::size_t jobs);

/// The stages that are linked, from the bottom of the ladder to its top, without the reference and the
/// oracle.
std::vector<Stage> ladder();
/// A ladder, the reference and the oracle.
std::vector<Stage> stages(std::vector<Stage> ladder = equivalence::ladder());

/// Whether the stage speaks every form of the program.
bool speaks(const Stage& stage, const Program& program);
/// Where the program goes beyond the stage, and which of `all` speak it.
std::string beyond(const Stage& stage, const Program& program, const std::vector<Stage>& all);

/// "a, b, c"
std::string names(const std::vector<Stage>& stages);

}  // namespace unroll::equivalence
