// A verdict as a word, and as JSON.
#include <algorithm>

#include "15_unroll/course/told.hpp"
#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

using Kind = Verdict::Kind;

std::optional<Kind> kind_of(std::string_view word) {
  const auto* const found = std::find(Verdict::words.begin(), Verdict::words.end(), word);
  if (found == Verdict::words.end()) return {};
  return static_cast<Kind>(found - Verdict::words.begin());
}

std::string as_json(const Verdict& verdict) {
  const Json json{{"verdict", verdict.word()}, {"test", verdict.test},     {"where", verdict.where},
                  {"text", verdict.text},      {"failed", verdict.failed}, {"executed", verdict.executed}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::optional<Verdict> verdict_from(const std::string& json) {
  const Json read = Json::parse(json, nullptr, false);
  if (!read.is_object()) return {};
  const auto kind = kind_of(text(read, "verdict"));
  if (!kind) return {};
  Verdict verdict{*kind, text(read, "test"), text(read, "where"), text(read, "text"), {}, 0};
  try {
    verdict.failed = read.value("failed", std::vector<std::string>());
    verdict.executed = read.value("executed", std::size_t{0});
  } catch (const Json::exception&) {
    return {};  // somebody has written in it
  }
  return verdict;
}

}  // namespace unroll::course
