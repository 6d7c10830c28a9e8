#include "stages.hpp"

#include "oracle.hpp"
#include "reference.hpp"

namespace unroll::equivalence {
namespace {

bool speaks(const Stage& stage, const Node& node) {
  if (stage.level == 0) return level(node.kind) == 1 && node.wait == Milliseconds{0};
  return level(node.kind) <= stage.level;
}

}  // namespace

std::vector<Stage> ladder() {
  std::vector<Stage> linked;
  for (const Stage& stage :
       {Stage{"01_queue", 0, run_01_queue}, Stage{"02_callbacks", 2, run_02_callbacks},
        Stage{"03_futures", 3, run_03_futures}, Stage{"04_coroutines", 3, run_04_coroutines},
        Stage{"05_scopes", 3, run_05_scopes}, Stage{"06_io", 3, run_06_io},
        Stage{"07_threads", 3, run_07_threads}})
    if (stage.run != nullptr) linked.push_back(stage);
  return linked;
}

std::vector<Stage> stages(std::vector<Stage> ladder) {
  ladder.push_back({"reference", 3, run_reference});
  ladder.push_back({"oracle", 3, run_oracle});
  return ladder;
}

bool speaks(const Stage& stage, const Program& program) {
  for (NodeId node = 0; node != program.size(); ++node)
    if (!speaks(stage, program[node])) return false;
  return true;
}

std::string beyond(const Stage& stage, const Program& program, const std::vector<Stage>& all) {
  NodeId node = 0;
  while (speaks(stage, program[node])) ++node;
  std::vector<Stage> able;
  for (const Stage& each : all)
    if (speaks(each, program)) able.push_back(each);
  std::string what = at(path(program, node)) + ": " + std::string(stage.name) + " does not speak ";
  if (program[node].kind == Kind::sleep)
    what += "sleeps of more than 0";
  else
    what += shape(program[node].kind);
  return what + "; the program can be run by " + names(able);
}

std::string names(const std::vector<Stage>& stages) {
  std::string all;
  for (const Stage& stage : stages) all.append(all.empty() ? "" : ", ").append(stage.name);
  return all;
}

}  // namespace unroll::equivalence
