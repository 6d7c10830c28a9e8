#include "svg.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdlib>
#include <map>
#include <string_view>

namespace unroll::view {
namespace {

struct Shade {
  const char* name;
  const char* light;
  const char* dark;
};

constexpr std::array shades{Shade{"background", colour::background, "#15171c"},
                            Shade{"band", colour::band, "#1d2027"},
                            Shade{"text", colour::text, "#eceef3"},
                            Shade{"muted", colour::muted, "#a3abb9"},
                            Shade{"main", colour::main, "#4fbf85"},
                            Shade{"job", colour::job, "#7fabfa"},
                            Shade{"timer", colour::timer, "#f3a64d"},
                            Shade{"future", colour::future, "#bb9af7"},
                            Shade{"frame", colour::frame, "#f57dac"},
                            Shade{"past", colour::past, "#7a8394"},
                            Shade{"main-soft", colour::main_soft, "#14301f"},
                            Shade{"job-soft", colour::job_soft, "#1a2a4b"},
                            Shade{"timer-soft", colour::timer_soft, "#3a2911"},
                            Shade{"future-soft", colour::future_soft, "#2a2047"},
                            Shade{"frame-soft", colour::frame_soft, "#41172b"},
                            Shade{"past-soft", colour::past_soft, "#1f2229"},
                            Shade{"good", colour::good, "#4fd1bd"},
                            Shade{"bad", colour::bad, "#ff8f8f"}};

std::string escaped(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '>')
      result += "&gt;";
    else
      result += c;
  }
  return result;
}

std::string replaced(std::string text, std::string_view what, std::string_view with) {
  std::string result;
  std::size_t done = 0;
  for (std::size_t at = 0; (at = text.find(what, done)) != std::string::npos; done = at + what.size()) {
    result.append(text, done, at - done).append(with);
  }
  return result.append(text, done, std::string::npos);
}

std::string variables(const char* Shade::* value) {
  std::string text;
  for (const Shade& shade : shades) text += std::string("--") + shade.name + ":" + shade.*value + ";";
  return text;
}

/// The colours stand in the drawing as they are in the light, for viewers without style sheets; here each
/// becomes a variable. A page that lets its reader choose sets data-theme on its root.
std::string style() {
  const std::string dark = variables(&Shade::dark);
  const std::string light = variables(&Shade::light);
  std::string text = "<style>\n.unroll-picture{color-scheme:light dark;" + light + "}\n" +
                     "@media (prefers-color-scheme:dark){.unroll-picture{" + dark + "}}\n" +
                     ":root[data-theme=\"light\"] .unroll-picture{" + light + "}\n" +
                     ":root[data-theme=\"dark\"] .unroll-picture{" + dark + "}\n";
  for (const Shade& shade : shades) {
    for (const char* const what : {"fill", "stroke"}) {
      text += std::string(".unroll-picture [") + what + "=\"" + shade.light + "\"]{" + what + ":var(--" +
              shade.name + ")}\n";
    }
  }
  return text + "</style>\n";
}

/// The value of an attribute of the tag that begins at `tag`; empty if it has none.
std::string_view attribute(std::string_view svg, std::size_t tag, std::string_view name) {
  const std::size_t end = svg.find('>', tag);
  const std::size_t at = svg.find(std::string(" ").append(name).append("=\""), tag);
  if (at == std::string_view::npos || at >= end) return {};
  const std::size_t begin = at + name.size() + 3;
  return svg.substr(begin, svg.find('"', begin) - begin);
}

std::vector<double> numbers(std::string_view text) {
  std::vector<double> found;
  const std::string copy(text);
  const char* at = copy.c_str();
  while (*at != '\0') {
    char* end = nullptr;
    const double number = std::strtod(at, &end);
    if (end != at) found.push_back(number);
    at = end != at ? end : at + 1;
  }
  return found;
}

struct Extent {
  double top = 1e9;
  double bottom = -1e9;
  void reach(double from, double to) {
    top = std::min(top, from);
    bottom = std::max(bottom, to);
  }
};

/// How high one node is: by its outline, or by its lines of text.
Extent extent_of(std::string_view group) {
  Extent extent;
  for (std::size_t at = 0; (at = group.find('<', at)) != std::string_view::npos; ++at) {
    const std::string_view tag = group.substr(at);
    if (tag.starts_with("<path") || tag.starts_with("<polygon")) {
      const auto points = numbers(attribute(group, at, tag.starts_with("<path") ? "d" : "points"));
      for (std::size_t i = 1; i < points.size(); i += 2) extent.reach(points[i], points[i]);
    } else if (tag.starts_with("<text")) {
      for (const double y : numbers(attribute(group, at, "y"))) extent.reach(y - 12, y + 5);
    }
  }
  return extent;
}

/// Goes through the nodes and edges of the drawing: gives them titles, and finds how high each band is.
class Groups {
 public:
  Groups(const std::string& svg, const Graph& graph) : svg_(svg), graph_(graph) {}

  std::string with_titles() {
    std::string result;
    std::size_t done = 0;
    for (std::size_t at = 0; (at = svg_.find("<g id=\"", done)) != std::string::npos;) {
      const std::size_t end = svg_.find("</g>", at);
      const std::size_t title = svg_.find("<title>", at);
      const std::size_t rest = svg_.find("</title>", at) + 9;
      result.append(svg_, done, title - done).append(title_of(attribute(svg_, at, "id")));
      const bool drawing = attribute(svg_, at, "class") == "graph";
      if (!drawing) reach(attribute(svg_, at, "class"), std::string_view(svg_).substr(at, end - at));
      done = rest;
    }
    return result.append(svg_, done, std::string::npos);
  }

  std::string bands(double left, double right) const {
    std::string text;
    for (const auto& [name, extent] : bands_) {
      text += "<rect class=\"band\" x=\"" + std::to_string(left) + "\" y=\"" +
              std::to_string(extent.top - 8) + "\" width=\"" + std::to_string(right - left) + "\" height=\"" +
              std::to_string(extent.bottom - extent.top + 16) + "\" rx=\"8\" fill=\"" + colour::band +
              "\"/>\n";
    }
    return text;
  }

 private:
  std::string title_of(std::string_view id) const {
    const auto found = graph_.titles.find(std::string(id));
    if (found == graph_.titles.end() || found->second.empty()) return {};
    return "<title>" + escaped(found->second) + "</title>\n";
  }
  void reach(std::string_view classes, std::string_view group) {
    if (graph_.bands.empty() || !classes.starts_with("node " + graph_.bands)) return;
    const Extent extent = extent_of(group);
    bands_[std::string(classes)].reach(extent.top, extent.bottom);
  }

  const std::string& svg_;
  const Graph& graph_;
  std::map<std::string, Extent> bands_;
};

std::string with_fonts(std::string svg) {
  svg = replaced(std::move(svg), "font-family=\"Inter\"",
                 "font-family=\"Inter, Helvetica Neue, Helvetica, Arial, sans-serif\"");
  return replaced(std::move(svg), "font-family=\"DejaVu Sans Mono\"",
                  "font-family=\"JetBrains Mono, DejaVu Sans Mono, Menlo, Consolas, monospace\"");
}

}  // namespace

std::string finished(const std::string& from_dot, const Graph& graph) {
  const std::size_t begin = from_dot.find("<svg");
  const std::string drawn = from_dot.substr(begin);
  Groups groups(drawn, graph);
  std::string svg = groups.with_titles();

  const std::string kind = graph.dot.substr(9, graph.dot.find('"', 9) - 9);
  svg.insert(4, " class=\"unroll-picture\" role=\"img\" aria-labelledby=\"" + kind + "-title " + kind +
                    "-description\"");
  const std::size_t inside = svg.find('>') + 1;
  svg.insert(inside, "\n<title id=\"" + kind + "-title\">" + escaped(graph.title) + "</title>\n<desc id=\"" +
                         kind + "-description\">" + escaped(graph.description) + "</desc>\n" + style());

  const std::size_t canvas = svg.find("<polygon");
  if (canvas != std::string::npos && !graph.bands.empty()) {
    const auto points = numbers(attribute(svg, canvas, "points"));
    double left = 1e9;
    double right = -1e9;
    for (std::size_t i = 0; i + 1 < points.size(); i += 2) {
      left = std::min(left, points[i]);
      right = std::max(right, points[i]);
    }
    svg.insert(svg.find('>', canvas) + 1, std::string("\n").append(groups.bands(left + 8, right - 8)));
  }
  return with_fonts(std::move(svg));
}

std::string svg(const Graph& graph) { return finished(run_dot(graph.dot), graph); }

}  // namespace unroll::view
