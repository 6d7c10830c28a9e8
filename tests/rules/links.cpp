#include <algorithm>
#include <filesystem>

#include "markdown.hpp"
#include "rule.hpp"

namespace unroll::rules {
namespace {

bool has_anchor(const Tree& tree, const std::string& path, const std::string& anchor) {
  const Markdown markdown = parse_markdown(tree.read(path));
  return std::any_of(markdown.headings.begin(), markdown.headings.end(),
                     [&](const Heading& heading) { return anchor_of(heading.text) == anchor; });
}

std::string wrong_with(const Tree& tree, const std::string& path, const Link& link) {
  if (link.picture && link.text.empty()) return "a picture without words for who does not see it: " + link.to;
  if (link.to.starts_with("http://") || link.to.starts_with("https://")) return {};
  const auto hash = link.to.find('#');
  const std::string file = link.to.substr(0, hash);
  const std::string target =
      file.empty() ? path
                   : (std::filesystem::path(path).parent_path() / file).lexically_normal().generic_string();
  if (!tree.has_file(target) && !tree.has_folder(target)) return "a link to nothing: " + link.to;
  if (hash != std::string::npos && target.ends_with(".md") &&
      !has_anchor(tree, target, link.to.substr(hash + 1)))
    return "a link to a heading that does not exist: " + link.to;
  return {};
}

}  // namespace

/// Links within the repository lead somewhere, and each picture has words.
Findings links(const Tree& tree) {
  Findings findings;
  for (const std::string& path : tree.files()) {
    if (!path.ends_with(".md")) continue;
    for (const Link& link : parse_markdown(tree.read(path)).links) {
      if (const std::string wrong = wrong_with(tree, path, link); !wrong.empty())
        findings.push_back({path, link.line, wrong});
    }
  }
  return findings;
}

}  // namespace unroll::rules
