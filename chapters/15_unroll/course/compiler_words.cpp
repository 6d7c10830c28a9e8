#include "15_unroll/course/compiler_words.hpp"

#include <algorithm>
#include <array>
#include <iterator>
#include <optional>
#include <utility>

namespace unroll::course {
namespace {

constexpr std::size_t longest_line = 300;

constexpr std::array<std::pair<std::string_view, Remark::Kind>, 5> remark_words{
    {{": error: ", Remark::Kind::error},
     {": fatal error: ", Remark::Kind::error},
     {": warning: ", Remark::Kind::warning},
     {": note: ", Remark::Kind::note},
     {":   required from ", Remark::Kind::note}}};

/// Takes `:12` from the end.
std::optional<std::string_view> number_taken_from(std::string_view& place) {
  const std::size_t colon = place.rfind(':');
  if (colon == std::string_view::npos || colon + 1 == place.size()) return {};
  const std::string_view number = place.substr(colon + 1);
  if (number.find_first_not_of("0123456789") != std::string_view::npos) return {};
  place = place.substr(0, colon);
  return number;
}

std::optional<Remark> remark_in(std::string_view line) {
  for (const auto& [word, kind] : remark_words) {
    std::string_view place = line.substr(0, std::min(line.find(word), line.size()));
    if (place.size() == line.size()) continue;
    const auto last = number_taken_from(place);
    const auto first = number_taken_from(place);  // of two, the last is the column
    if (last && !place.empty()) return Remark{kind, std::string(place), std::string(first ? *first : *last)};
  }
  return {};
}

std::string_view line_at(std::string_view text, std::size_t at) {
  return text.substr(at, std::min(text.find('\n', at), text.size()) - at);
}

}  // namespace

std::vector<Remark> remarks_in(std::string_view said) {
  std::vector<Remark> all;
  for (std::size_t at = 0; at < said.size();) {
    const std::string_view line = line_at(said, at);
    if (auto remark = remark_in(line)) {
      remark->at = at;
      all.push_back(std::move(*remark));
    }
    at += line.size() + 1;
  }
  return all;
}

bool is_no_fault_of_the_program(std::string_view said) {
  const auto remarks = remarks_in(said);
  const bool placed = std::any_of(remarks.begin(), remarks.end(),
                                  [](const Remark& remark) { return remark.kind == Remark::Kind::error; });
  constexpr std::array faults{"internal compiler error", "No space left on device",
                              "Killed signal terminated", "cannot execute", "PLEASE submit a bug report"};
  return !placed && std::any_of(faults.begin(), faults.end(), [&](std::string_view fault) {
    return said.find(fault) != std::string_view::npos;
  });
}

std::string first_lines(std::string_view text, std::size_t count) {
  std::string lines;
  for (std::size_t at = 0; count != 0 && at < text.size(); --count) {
    const std::string_view line = line_at(text, at);
    std::size_t end = std::min(line.size(), longest_line);
    while (end != line.size() && end != 0 && (static_cast<unsigned char>(line[end]) & 0xC0U) == 0x80U) --end;
    lines += line.substr(0, end);
    if (end != line.size()) lines += " …";
    at += line.size() + 1;
    if (at <= text.size()) lines += '\n';
  }
  return lines;
}

std::string with_its_source(std::string_view error) {
  constexpr std::size_t at_most = 4;
  std::size_t lines = 1;
  std::size_t next = line_at(error, 0).size() + 1;
  for (; lines != at_most && next < error.size() && error[next] == ' '; ++lines)
    next += line_at(error, next).size() + 1;
  return first_lines(error, lines);
}

Complaint first_error_in(const std::string& said, const std::string& own) {
  const auto remarks = remarks_in(said);
  const auto is_own = [&](const Remark& remark) { return remark.file.ends_with(own); };
  const auto error = [](const Remark& remark) { return remark.kind == Remark::Kind::error; };
  auto best = std::find_if(remarks.begin(), remarks.end(),
                           [&](const Remark& remark) { return error(remark) && is_own(remark); });
  if (best == remarks.end()) best = std::find_if(remarks.begin(), remarks.end(), error);
  if (best == remarks.end()) return {first_lines(said, 12), ""};
  const auto before = std::find_if(std::make_reverse_iterator(best), remarks.rend(), error);
  const auto behind = std::find_if(best + 1, remarks.end(), error);
  // Who asked for what is wrong there: g++ says it in front of the error, and clang behind it.
  auto mine = is_own(*best) ? best : std::find_if(before.base(), behind, [&](const Remark& remark) {
    return remark.kind == Remark::Kind::note && is_own(remark);
  });
  if (mine == behind) mine = std::find_if(remarks.begin(), remarks.end(), is_own);
  const std::string place = (mine == remarks.end() ? best : mine)->place();
  return {with_its_source(std::string_view(said).substr(best->at)), place};
}

std::string warnings_of(const std::string& said, const std::string& own) {
  std::string text;
  for (const Remark& remark : remarks_in(said)) {
    if (remark.kind != Remark::Kind::warning || !remark.file.ends_with(own)) continue;
    const std::string line = first_lines(std::string_view(said).substr(remark.at), 1);
    const std::size_t word = line.find(": warning: ");
    if (word != std::string::npos)
      text += "the compiler warned: " + remark.place() + ": " + line.substr(word + 11);
  }
  return first_lines(text, 5);
}

}  // namespace unroll::course
