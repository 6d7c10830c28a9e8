#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "recording.hpp"
#include "story.hpp"

namespace unroll::view {

/// A picture before it is drawn.
struct Graph {
  std::string title;                          ///< of the picture
  std::string description;                    ///< what it shows, in words, for those who cannot see it
  std::string dot;                            ///< for Graphviz
  std::map<std::string, std::string> titles;  ///< of the nodes and edges that have an id
  std::string bands;  ///< nodes of class `<bands>N` stand on a band each; may be empty
};

/// Who posted whom: a tree of jobs, one band a turn of the loop. Of a long run only some: those around `at`.
Graph causes_graph(const Recording& recording, std::size_t at);

/// Which future comes from which, how each ended, and who waited for it, as of step `at`.
Graph futures_graph(const Recording& recording, std::size_t at);

/// Which coroutine awaits which, at which line, and what the last one waits for, as of step `at`.
Graph awaits_graph(const Recording& recording, std::size_t at);

/// The colours of the pictures. In an SVG each stands for a variable that has a second value for the dark;
/// so no two are equal.
namespace colour {
inline constexpr const char* background = "#ffffff";
inline constexpr const char* band = "#f3f5f9";
inline constexpr const char* text = "#171a23";
inline constexpr const char* muted = "#565e6e";
inline constexpr const char* main = "#1c7d4d";
inline constexpr const char* job = "#2563eb";
inline constexpr const char* timer = "#b4530a";
inline constexpr const char* future = "#7c3aed";
inline constexpr const char* frame = "#be185d";
inline constexpr const char* past = "#7d8696";
inline constexpr const char* main_soft = "#e2f6e9";
inline constexpr const char* job_soft = "#e8f0fe";
inline constexpr const char* timer_soft = "#fff2da";
inline constexpr const char* future_soft = "#f1e9fe";
inline constexpr const char* frame_soft = "#fde9f1";
inline constexpr const char* past_soft = "#f5f6f8";
inline constexpr const char* good = "#0f766f";
inline constexpr const char* bad = "#c81e1e";
}  // namespace colour

struct Colours {
  const char* line;
  const char* fill;
};
Colours colours_of(Way way);

/// Writes Graphviz's language. Whatever the labels contain, the result is well-formed.
class DotWriter {
 public:
  /// `kind` begins every id: several pictures in one page do not meet. Ids have no hyphens: dot would write
  /// them as entities.
  DotWriter(Graph& graph, std::string kind, const std::string& attributes);

  /// One line of a node; `small` and `code` change its letters, `beside` stands muted on the same line.
  struct Row {
    std::string text;
    const char* colour = colour::text;
    bool bold = false;
    bool small = false;
    bool code = false;
    std::string beside = {};
    const char* beside_colour = colour::muted;
  };
  /// A card. `words` tells it to those who cannot see it.
  void card(const std::string& id, Colours colours, const std::vector<Row>& rows, const std::string& words,
            const std::string& group = {});
  /// Words that stand free.
  void words(const std::string& id, const std::vector<Row>& rows, const std::string& group = {});

  struct Line {
    const char* colour;
    const char* style = "solid";
    std::string label{};
    bool code = false;
  };
  void edge(const std::string& from, const std::string& to, const Line& line);
  void invisible_edge(const std::string& from, const std::string& to);
  void same_rank(const std::vector<std::string>& ids);
  void finish();

 private:
  std::string name(const std::string& id) const;
  Graph& graph_;
  std::string kind_;
  std::size_t edges_ = 0;
};

}  // namespace unroll::view
