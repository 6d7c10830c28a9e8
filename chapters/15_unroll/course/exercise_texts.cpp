// What the sources of an exercise say of it.
#include <algorithm>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

std::vector<std::string> tests_in(const std::string& source) {
  std::vector<std::string> names;
  for (std::size_t at = 0; (at = source.find("\nTEST", at)) != std::string::npos; ++at) {
    const std::size_t open = source.find('(', at);
    const std::size_t close = source.find(')', open);
    if (close == std::string::npos) break;
    const std::string macro = source.substr(at + 1, open - at - 1);
    if (macro != "TEST" && macro != "TEST_F") continue;
    std::string name = source.substr(open + 1, close - open - 1);
    std::erase_if(name, [](char c) { return c == ' ' || c == '\n'; });
    std::replace(name.begin(), name.end(), ',', '.');
    names.push_back(std::move(name));
  }
  return names;
}

std::string contract_in(const std::string& header) {
  const std::size_t begin = header.find("// Contract\n");
  if (begin == std::string::npos) return {};
  return header.substr(begin, header.find("\n\n", begin) - begin);
}

}  // namespace unroll::course
