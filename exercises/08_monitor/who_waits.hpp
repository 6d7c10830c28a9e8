#pragma once

// A program stands still. Of each task it is known what it waits for; so it can be said who is at fault, if
// one walks to the end of each chain. But some chains have no end, and whoever walks them never comes back.
//
// Contract
// - In `table` stands for each task what it waits for: another task, or something that is no task (the clock,
//   the kernel, a bell), which has no line of its own.
// - `chain` begins with `task`, then what that waits for, and so on. It ends with what is no task; or with
//   the first name that comes a second time. A task that is not in the table is a chain of one.
// - `lost` names all that will never go on, in the order of their names: those in a circle, and those who
//   wait for one of them, over however many others.
// - Chains may have a hundred thousand links.

#include <map>
#include <string>
#include <vector>

#include "todo.hpp"

namespace unroll {

/// Who waits for what.
using Waiting = std::map<std::string, std::string>;

inline std::vector<std::string> chain(const Waiting&, const std::string&) {
  todo("walk from one to the next, until there is no next or somebody comes again");
}

inline std::vector<std::string> lost(const Waiting&) { todo("those whose chain never ends"); }

}  // namespace unroll
