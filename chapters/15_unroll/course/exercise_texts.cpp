// What the sources of an exercise say of it.
#include <algorithm>

#include "15_unroll/course/exercise.hpp"

namespace unroll::course {

namespace {

struct NamedTest {
  std::string name;  ///< `FirstLoop.RunsAJobOnce`
  std::size_t begin;
  std::size_t end;  ///< behind its last line
};

std::size_t end_of_test(const std::string& source, std::size_t begin) {
  const std::size_t line = std::min(source.find('\n', begin), source.size());
  if (source[line - 1] == '}') return line;
  const std::size_t brace = source.find("\n}", begin);
  return brace == std::string::npos ? source.size() : std::min(source.find('\n', brace + 1), source.size());
}

std::vector<NamedTest> named_tests_in(const std::string& source) {
  std::vector<NamedTest> tests;
  for (std::size_t at = 0; (at = source.find("\nTEST", at)) != std::string::npos; ++at) {
    const std::size_t open = source.find('(', at);
    const std::size_t close = source.find(')', open);
    if (close == std::string::npos) break;
    const std::string macro = source.substr(at + 1, open - at - 1);
    if (macro != "TEST" && macro != "TEST_F") continue;
    std::string name = source.substr(open + 1, close - open - 1);
    std::erase_if(name, [](char c) { return c == ' ' || c == '\n'; });
    std::replace(name.begin(), name.end(), ',', '.');
    tests.push_back({std::move(name), at + 1, end_of_test(source, at + 1)});
  }
  return tests;
}

}  // namespace

std::vector<std::string> tests_in(const std::string& source) {
  std::vector<std::string> names;
  for (NamedTest& test : named_tests_in(source)) names.push_back(std::move(test.name));
  return names;
}

std::string with_only(const std::string& test, const std::string& source) {
  std::string text = source;
  for (const NamedTest& other : named_tests_in(source)) {
    if (other.name == test) continue;
    for (std::size_t at = other.begin; at != other.end; ++at) {
      if (text[at] != '\n') text[at] = ' ';
    }
  }
  return text;
}

std::string contract_in(const std::string& header) {
  const std::size_t begin = header.find("// Contract\n");
  if (begin == std::string::npos) return {};
  return header.substr(begin, header.find("\n\n", begin) - begin);
}

}  // namespace unroll::course
