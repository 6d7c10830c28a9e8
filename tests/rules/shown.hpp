#pragma once

#include <optional>
#include <string>
#include <vector>

#include "agree.hpp"
#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {

/// What the comment above a block says that it shows:
///     output 01_queue_demo            what the program writes
///     trace 01_queue_demo             its recorded run, as text
///     output of these commands        what the commands of the block before it write
/// and behind it, each behind a comma: `in parts`, `numbers aside` (`Closely`), or `with g++ 12`: it is that
/// only where there is such a program, of such a version.
struct Shown {
  enum class What { output, trace, commands };
  What what;
  std::string program;
  std::string arguments;
  Lines commands;
  Closely closely;
  std::vector<std::string> with;

  std::string name() const { return what == What::commands ? "what these commands say" : program; }
};

/// Nothing: the block shows no output. `before`: the block of commands that stands last before it.
std::optional<Shown> shown_by(const Fence& fence, const Fence* before);

/// The path of a program that the text names, by its name or as `.build/dev/chapters/…`; empty: there is
/// none.
std::string path_of(const std::string& program, const Built& built);
std::string path_of_file(const std::string& file, const Built& built);

/// Why this cannot be seen here: a library, or a program of this version, is missing.
bool needs_what_is_missing(const Shown& shown, const Built& built);

/// What it writes now, to either stream.
Lines written_by(const Shown& shown, const Built& built);

}  // namespace unroll::rules
