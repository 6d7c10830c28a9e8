#include "15_unroll/course/failure_words.hpp"

#include <string_view>

namespace unroll::course {

std::string plain_failure(const std::string& said) {
  const std::string_view thrown = "C++ exception with description \"";
  if (const std::size_t end = said.rfind("\" thrown in the test body");
      said.starts_with(thrown) && end != std::string::npos)
    return "an error left the test: " + said.substr(thrown.size(), end - thrown.size());
  const std::string_view asked = "\n  Actual: false (";
  const std::string_view answered = ")\nExpected: true";
  const std::size_t begin = said.find(asked);
  const std::size_t end = said.find(answered);
  if (!said.starts_with("Value of: ") || begin == std::string::npos || end == std::string::npos ||
      begin > end || said[begin + asked.size()] != '[')
    return said;
  const std::size_t from = begin + asked.size();
  return said.substr(from, end - from) + said.substr(end + answered.size());
}

std::optional<Verdict::Kind> kind_in(const std::string& said) {
  const std::size_t open = said.find('[');
  const std::size_t close = said.find(']', open);
  if (close == std::string::npos) return {};
  return kind_of(said.substr(open + 1, close - open - 1));
}

}  // namespace unroll::course
