#include <algorithm>
#include <atomic>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "markdown.hpp"
#include "rule.hpp"
#include "shown.hpp"

namespace unroll::rules {
namespace {

bool names_target(const std::string& word, const Built& built) {
  return std::find(built.targets.begin(), built.targets.end(), word) != built.targets.end();
}

void check_commands(const std::string& path, const Fence& fence, const Built& built, Findings& findings) {
  for (std::size_t i = 0; i != fence.content.size(); ++i) {
    std::istringstream words(fence.content[i]);
    for (std::string word, before; words >> word; before = word) {
      word.resize(std::min(word.size(), word.find_first_of(";)|")));
      if ((before == "--target" && !names_target(word, built)) ||
          (word.starts_with(".build/") && path_of_file(word, built).empty()))
        findings.push_back({path, fence.line + i + 1, "a command names what is not built: " + word});
    }
  }
}

/// A block that shows an output, and what is written now in its place.
struct Asked {
  std::string path;
  Fence fence;
  Shown shown;
  Lines written;
};

/// Nothing that can be asked: there is no such program, or no command.
std::optional<Finding> is_of_nothing(const Asked& asked, const Built& built) {
  if (asked.shown.what == Shown::What::commands) {
    if (!asked.shown.commands.empty()) return std::nullopt;
    return Finding{asked.path, asked.fence.line,
                   "shows the output of commands, and no block of them is above"};
  }
  if (!path_of(asked.shown.program, built).empty()) return std::nullopt;
  return Finding{asked.path, asked.fence.line, "shows a program that does not exist: " + asked.shown.program};
}

/// Commands mostly wait, so some of them run at the same time. A program runs alone, and once for all who
/// show it.
void ask(std::vector<Asked>& all, const Built& built) {
  std::atomic<std::size_t> next = 0;
  const auto take_commands = [&] {
    for (std::size_t i = next++; i < all.size(); i = next++) {
      if (all[i].shown.what == Shown::What::commands) all[i].written = written_by(all[i].shown, built);
    }
  };
  std::vector<std::jthread> askers;
  for (int i = 0; i != 4; ++i) askers.emplace_back(take_commands);
  askers.clear();
  std::map<std::pair<Shown::What, std::string>, Lines> known;
  for (Asked& one : all) {
    if (one.shown.what == Shown::What::commands) continue;
    const auto [found, is_new] = known.try_emplace({one.shown.what, one.shown.program + one.shown.arguments});
    if (is_new) found->second = written_by(one.shown, built);
    one.written = found->second;
  }
}

void compare(const Asked& asked, Findings& findings) {
  const Lines& shown = asked.fence.content;
  if (agrees(asked.written, shown, asked.shown.closely)) return;
  const auto [at, written] = first_difference(asked.written, shown, asked.shown.closely);
  std::string what = asked.shown.what == Shown::What::commands
                         ? "is not what these commands write."
                         : "is not what " + asked.shown.program + " writes.";
  what += at < shown.size() ? "\n    the text:    " + shown[at] : "\n    the text ends here";
  what += "\n    now written: " + (written.empty() ? "(something else)" : written);
  what += "\n    Mend whichever of the two is wrong: the text, or what writes it.";
  findings.push_back({asked.path, asked.fence.line + at + 1, what});
}

}  // namespace

/// What a text shows as the output or as the recorded run of a program, or as that of its commands, is that,
/// and what its commands build or call exists.
Findings outputs(const Tree& tree, const Built& built) {
  Findings findings;
  std::vector<Asked> all;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    const std::vector<Fence> fences = parse_markdown(tree.read(path)).fences;
    const Fence* commands = nullptr;
    for (const Fence& fence : fences) {
      if (fence.language == "sh") check_commands(path, *(commands = &fence), built, findings);
      const std::optional<Shown> shown = shown_by(fence, commands);
      if (!shown) continue;
      Asked asked{path, fence, *shown, {}};
      if (const auto nothing = is_of_nothing(asked, built))
        findings.push_back(*nothing);
      else if (!needs_what_is_missing(*shown, built))
        all.push_back(std::move(asked));
    }
  }
  ask(all, built);
  for (const Asked& one : all) compare(one, findings);
  return findings;
}

}  // namespace unroll::rules
