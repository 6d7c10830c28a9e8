#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <vector>

#include "tree.hpp"

namespace unroll::rules {

/// One place where the tree is not as the rule says.
struct Finding {
  std::string path;
  std::size_t line;  ///< counted from 1; 0 is the file as a whole
  std::string what;
};
using Findings = std::vector<Finding>;

/// What the build knows: the programs that a text may quote, and where they are. Empty: programs are not
/// asked.
struct Built {
  std::map<std::string, std::string> programs;
  std::vector<std::string> targets;
};

Findings quotations(const Tree& tree);
Findings outputs(const Tree& tree, const Built& built);
Findings costs(const Tree& tree);
Findings links(const Tree& tree);
Findings chapter_readmes(const Tree& tree);
Findings layers(const Tree& tree);
Findings sizes(const Tree& tree);
Findings words(const Tree& tree);
Findings places(const Tree& tree);
Findings top_level(const Tree& tree);

}  // namespace unroll::rules
