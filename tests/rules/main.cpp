#include <cstdio>
#include <exception>
#include <fstream>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "rule.hpp"

namespace unroll::rules {
namespace {

/// One line a target: its name, and its path if it is a program.
Built read_built(const std::string& path) {
  Built built;
  std::ifstream file(path);
  if (!file) throw std::runtime_error("cannot read " + path);
  for (std::string line; std::getline(file, line);) {
    const auto space = line.find(' ');
    if (space != std::string::npos) built.programs[line.substr(0, space)] = line.substr(space + 1);
    if (!line.empty()) built.targets.push_back(line.substr(0, space));
  }
  return built;
}

using Rule = std::function<Findings(const Tree&, const Built&)>;

template <Findings (*rule)(const Tree&)>
Rule plain() {
  return [](const Tree& tree, const Built&) { return rule(tree); };
}

const std::map<std::string, Rule> all_rules{{"quotations", plain<quotations>()},
                                            {"outputs", outputs},
                                            {"costs", plain<costs>()},
                                            {"links", plain<links>()},
                                            {"chapter_readmes", plain<chapter_readmes>()},
                                            {"layers", plain<layers>()},
                                            {"sizes", plain<sizes>()},
                                            {"words", plain<words>()},
                                            {"places", plain<places>()},
                                            {"top_level", plain<top_level>()}};

int usage() {
  std::fputs(
      "rules RULE FOLDER TARGETS [FINDING]: checks a house rule; with FINDING, that the rule finds this and "
      "nothing else.\n",
      stderr);
  for (const auto& [name, rule] : all_rules) std::fprintf(stderr, "  %s\n", name.c_str());
  return 2;
}

int run(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3 || !all_rules.contains(arguments[0])) return usage();
  const Findings findings = all_rules.at(arguments[0])(Tree(arguments[1]), read_built(arguments[2]));
  for (const Finding& one : findings)
    std::printf("%s:%zu: %s\n", one.path.c_str(), one.line, one.what.c_str());
  if (arguments.size() == 3) return findings.empty() ? 0 : 1;
  return findings.size() == 1 && findings[0].what.starts_with(arguments[3]) ? 0 : 1;
}

}  // namespace
}  // namespace unroll::rules

int main(int count, char** arguments) {
  try {
    return unroll::rules::run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::fprintf(stderr, "rules: %s\n", error.what());
    return 2;
  }
}
