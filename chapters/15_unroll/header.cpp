#include "15_unroll/header.hpp"

#include <algorithm>
#include <cctype>
#include <regex>

namespace unroll::course {
namespace {

/// `sleep_for` is `SleepFor`.
std::string in_camel_case(const std::string& name) {
  std::string type;
  bool begins = true;
  for (const char c : name) {
    if (c != '_') type += begins ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    begins = c == '_';
  }
  return type;
}

bool begins_type(const std::string& line, const std::string& type) {
  return std::regex_search(line, std::regex("^(class|struct) (.* )?" + type + "( |$)"));
}

std::string up_to_its_end(const std::string& comment) {
  std::smatch end;
  return std::regex_search(comment, end, std::regex("[.:!?] [A-Z]"))
             ? comment.substr(0, static_cast<std::size_t>(end.position()) + 1)
             : comment;
}

}  // namespace

std::string first_sentence(const std::string& name, const Lines& header) {
  const std::string mark = "/// ";
  const std::string type = in_camel_case(name);
  std::string comment, of_first, of_type, of_function;
  for (const std::string& line : header) {
    if (line.starts_with(mark)) {
      comment += (comment.empty() ? "" : " ") + line.substr(mark.size());
      continue;
    }
    if (comment.empty() || line == "///" || line.starts_with("template") || line.starts_with("  requires"))
      continue;
    if (of_first.empty()) of_first = comment;
    if (of_type.empty() && begins_type(line, type)) of_type = comment;
    if (of_function.empty() && line.find(' ' + name + '(') != std::string::npos) of_function = comment;
    comment.clear();
  }
  return up_to_its_end(!of_function.empty() ? of_function : !of_type.empty() ? of_type : of_first);
}

std::vector<std::string> names_in(const Lines& header) {
  static const std::regex type("^(class|struct|using|enum class)( \\[\\[[^\\]]*\\]\\])? +(\\w+)");
  static const std::regex function("^((inline|constexpr) )*[A-Za-z_:<>]+(<[^(]*>)?[&*]? ([a-z_]+)\\(");
  std::vector<std::string> names;
  for (const std::string& line : header) {
    std::smatch found;
    std::string name;
    if (line.starts_with("using namespace")) continue;
    if (std::regex_search(line, found, type)) name = found[3];
    if (std::regex_search(line, found, function)) name = found[4];
    if (!name.empty() && std::find(names.begin(), names.end(), name) == names.end()) names.push_back(name);
  }
  return names;
}

}  // namespace unroll::course
