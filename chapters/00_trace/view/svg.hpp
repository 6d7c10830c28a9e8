#pragma once

#include <stdexcept>
#include <string>

#include "graph.hpp"

namespace unroll::view {

/// Graphviz is missing or has failed. `what` says what to do.
class CannotDraw : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// The picture as SVG, drawn by Graphviz's `dot`: one for light and dark, with its words as text.
/// Errors: CannotDraw.
std::string svg(const Graph& graph);

/// What `dot` makes of it, as SVG of its own style. Errors: CannotDraw.
std::string run_dot(const std::string& dot);

/// Makes of it a picture for both light and dark, with words for those who cannot see it.
std::string finished(const std::string& from_dot, const Graph& graph);

}  // namespace unroll::view
