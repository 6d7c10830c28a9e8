#include "markdown.hpp"

#include <algorithm>
#include <cctype>
#include <utility>

namespace unroll::rules {
namespace {

/// `code` between backticks is not prose: what looks like a link there is none.
std::string without_code_spans(std::string line) {
  for (auto open = line.find('`'); open != std::string::npos; open = line.find('`', open + 1)) {
    const auto close = line.find('`', open + 1);
    if (close == std::string::npos) break;
    std::fill(line.begin() + static_cast<std::ptrdiff_t>(open),
              line.begin() + static_cast<std::ptrdiff_t>(close + 1), ' ');
    open = close;
  }
  return line;
}

void find_links(const std::string& prose, std::size_t number, std::vector<Link>& links) {
  for (auto middle = prose.find("]("); middle != std::string::npos; middle = prose.find("](", middle + 1)) {
    const auto open = prose.rfind('[', middle);
    const auto close = prose.find(')', middle);
    if (open == std::string::npos || close == std::string::npos) continue;
    links.push_back({number, prose.substr(open + 1, middle - open - 1),
                     prose.substr(middle + 2, close - middle - 2), open > 0 && prose[open - 1] == '!'});
  }
}

/// Pictures that come in a light and a dark version are written in HTML.
void find_pictures(const std::string& prose, std::size_t number, std::vector<Link>& links) {
  for (const std::string_view key : {"src=\"", "srcset=\""}) {
    const auto at = prose.find(key);
    if (at == std::string::npos) continue;
    const auto begin = at + key.size();
    const auto alt = prose.find("alt=\"");
    const std::string text =
        alt == std::string::npos ? "" : prose.substr(alt + 5, prose.find('"', alt + 5) - alt - 5);
    const bool is_source = prose.find("<source") != std::string::npos;
    links.push_back({number, text, prose.substr(begin, prose.find('"', begin) - begin), !is_source});
  }
}

std::string comment_in(std::string_view line) {
  const std::string_view text = trim(line);
  if (!text.starts_with("<!--") || !text.ends_with("-->")) return {};
  return std::string(trim(text.substr(4, text.size() - 7)));
}

}  // namespace

Markdown parse_markdown(const Lines& lines) {
  Markdown markdown;
  std::string comment;
  for (std::size_t i = 0; i != lines.size(); ++i) {
    const std::string_view text = trim(lines[i]);
    if (text.starts_with("```")) {
      Fence fence{i + 1, std::string(trim(text.substr(3))), std::exchange(comment, {}), {}};
      markdown.prose.emplace_back();
      for (++i; i < lines.size() && !trim(lines[i]).starts_with("```"); ++i) {
        fence.content.push_back(lines[i]);
        markdown.prose.emplace_back();
      }
      markdown.prose.emplace_back();
      markdown.fences.push_back(std::move(fence));
      if (i == lines.size()) break;
      continue;
    }
    if (!text.empty()) comment = comment_in(text);
    if (text.starts_with('#')) {
      const auto level = text.find_first_not_of('#');
      if (level != std::string_view::npos)
        markdown.headings.push_back({i + 1, level, std::string(trim(text.substr(level)))});
    }
    markdown.prose.push_back(without_code_spans(lines[i]));
    find_links(markdown.prose.back(), i + 1, markdown.links);
    find_pictures(markdown.prose.back(), i + 1, markdown.links);
  }
  return markdown;
}

std::string anchor_of(std::string_view heading) {
  std::string anchor;
  for (const char letter : heading) {
    const auto byte = static_cast<unsigned char>(letter);
    if (std::isalnum(byte) != 0 || letter == '-' || letter == '_' || byte >= 0x80)
      anchor += static_cast<char>(std::tolower(byte));
    else if (letter == ' ')
      anchor += '-';
  }
  return anchor;
}

}  // namespace unroll::rules
