#include "graph.hpp"

#include <cmath>

#include "text_width.hpp"

namespace unroll::view {
namespace {

std::string in_xml(std::string_view text) {
  std::string result;
  for (const char c : text) {
    switch (c) {
      case '&': result += "&amp;"; break;
      case '<': result += "&lt;"; break;
      case '>': result += "&gt;"; break;
      case '"': result += "&quot;"; break;
      default: result += c;
    }
  }
  return result;
}

/// For ids and classes: they are ours, and have no letter that means something to Graphviz.
std::string in_quotes(const std::string& text) { return '"' + text + '"'; }

std::string font(const std::string& text, const char* colour, const char* size, bool code) {
  if (text.empty()) return {};
  const std::string face = code ? " FACE=\"DejaVu Sans Mono\"" : "";
  return "<FONT COLOR=\"" + std::string(colour) + "\" POINT-SIZE=\"" + size + "\"" + face + ">" + text +
         "</FONT>";
}

constexpr const char* beside_size = "9.5";

const char* size_of(const DotWriter::Row& row) {
  return row.small ? "9.5" : row.bold ? "12" : row.code ? "10" : "10.5";
}

std::string row_text(const DotWriter::Row& row) {
  const std::string text = row.bold ? "<B>" + in_xml(row.text) + "</B>" : in_xml(row.text);
  const std::string beside = row.beside.empty() ? "" : "\u00a0\u00a0\u00a0" + in_xml(row.beside);
  return font(text, row.colour, size_of(row), row.code) + font(beside, row.beside_colour, beside_size, false);
}

/// With any of the fonts that a reader may have.
double width_of(const DotWriter::Row& row) {
  const Face face = row.code ? Face::code : row.bold ? Face::bold : Face::plain;
  const double width = text_width(row.text, std::stod(size_of(row)), face);
  if (row.beside.empty()) return width;
  return width + text_width("\u00a0\u00a0\u00a0", std::stod(beside_size), Face::plain) +
         text_width(row.beside, std::stod(beside_size), Face::plain);
}

std::string table(const std::vector<DotWriter::Row>& rows) {
  constexpr double padding = 1.5;
  std::string text = "<<TABLE BORDER=\"0\" CELLBORDER=\"0\" CELLSPACING=\"0\" CELLPADDING=\"1.5\">";
  for (const DotWriter::Row& row : rows) {
    if (row.text.empty()) continue;
    const double width = std::ceil(width_of(row) + 2 * padding);
    text += "<TR><TD ALIGN=\"LEFT\" WIDTH=\"" + std::to_string(static_cast<long>(width)) + "\">" +
            row_text(row) + "</TD></TR>";
  }
  return text + "</TABLE>>";
}

}  // namespace

Colours colours_of(Way way) {
  switch (way) {
    case Way::main: return {colour::main, colour::main_soft};
    case Way::sent:
    case Way::posted: return {colour::job, colour::job_soft};
    case Way::timer: return {colour::timer, colour::timer_soft};
    case Way::future:
    case Way::descriptor: break;
  }
  return {colour::future, colour::future_soft};
}

DotWriter::DotWriter(Graph& graph, std::string kind, const std::string& attributes)
    : graph_(graph), kind_(std::move(kind)) {
  graph_.dot = "digraph " + in_quotes(kind_) + " {\n  graph [" + attributes + " bgcolor=\"" +
               colour::background + "\" pad=\"0.25\" fontname=\"Inter\"];\n" +
               "  node [shape=box style=\"rounded,filled\" fontname=\"Inter\" fontsize=10.5 "
               "margin=\"0.13,0.08\" height=0.3 width=0.5 penwidth=1.2];\n"
               "  edge [fontname=\"Inter\" fontsize=10 arrowsize=0.65 penwidth=1.2];\n";
}

std::string DotWriter::name(const std::string& id) const { return in_quotes(kind_ + "_" + id); }

void DotWriter::card(const std::string& id, Colours colours, const std::vector<Row>& rows,
                     const std::string& words, const std::string& group) {
  graph_.titles[kind_ + "_" + id] = words;
  graph_.dot += "  " + name(id) + " [id=" + name(id) + " color=\"" + colours.line + "\" fillcolor=\"" +
                colours.fill + "\"" + (group.empty() ? "" : " class=" + in_quotes(group)) +
                " label=" + table(rows) + "];\n";
}

void DotWriter::words(const std::string& id, const std::vector<Row>& rows, const std::string& group) {
  graph_.titles[kind_ + "_" + id] = "";
  graph_.dot += "  " + name(id) + " [id=" + name(id) + " shape=plaintext style=\"\"" +
                (group.empty() ? "" : " class=" + in_quotes(group)) + " label=" + table(rows) + "];\n";
}

void DotWriter::edge(const std::string& from, const std::string& to, const Line& line) {
  const std::string id = kind_ + "_edge_" + std::to_string(++edges_) + "_from_" + from + "_to_" + to;
  graph_.dot += "  " + name(from) + " -> " + name(to) + " [id=\"" + id + "\" color=\"" + line.colour +
                "\" style=" + line.style;
  if (!line.label.empty()) {
    graph_.dot +=
        " label=<" + font("\u00a0" + in_xml(line.label) + "\u00a0", line.colour, "10", line.code) + ">";
  }
  graph_.dot += "];\n";
}

void DotWriter::invisible_edge(const std::string& from, const std::string& to) {
  graph_.dot += "  " + name(from) + " -> " + name(to) + " [style=invis weight=10];\n";
}

void DotWriter::same_rank(const std::vector<std::string>& ids) {
  graph_.dot += "  {rank=same;";
  for (const std::string& id : ids) graph_.dot.append(" ").append(name(id)).append(";");
  graph_.dot += "}\n";
}

void DotWriter::finish() { graph_.dot += "}\n"; }

}  // namespace unroll::view
