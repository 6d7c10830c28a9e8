#pragma once

#include <string_view>

namespace unroll::view {

enum class Face { plain, bold, code };

/// How much room a line of text needs with the widest of the fonts that are common, DejaVu Sans; code with
/// DejaVu Sans Mono. In the unit of `size`. Graphviz measures with what is installed where it draws, and on
/// whole pixels: with the reader's font the words would then stand over the edge of their card.
double text_width(std::string_view text, double size, Face face);

}  // namespace unroll::view
