#include "text_width.hpp"

#include <array>
#include <cstddef>
#include <cstdint>

namespace unroll::view {
namespace {

/// In thousandths of the size, from the space to the tilde.
using Widths = std::array<std::uint16_t, 95>;

// clang-format off
constexpr Widths plain_widths{
    318, 401, 460, 838, 636, 950, 780, 275, 390, 390, 500, 838, 318, 361, 318, 337, 636, 636, 636, 636,
    636, 636, 636, 636, 636, 636, 337, 337, 838, 838, 838, 531, 1000, 684, 686, 698, 770, 632, 575, 775,
    752, 295, 295, 656, 557, 863, 748, 787, 603, 787, 695, 635, 611, 732, 684, 989, 685, 611, 685, 390,
    337, 390, 838, 500, 500, 613, 635, 550, 635, 615, 352, 635, 634, 278, 278, 579, 278, 974, 634, 612,
    635, 635, 411, 521, 392, 634, 592, 818, 592, 592, 525, 636, 337, 636, 838};
constexpr Widths bold_widths{
    348, 456, 521, 838, 696, 1002, 872, 306, 457, 457, 523, 838, 380, 415, 380, 365, 696, 696, 696, 696,
    696, 696, 696, 696, 696, 696, 400, 400, 838, 838, 838, 580, 1000, 774, 762, 734, 830, 683, 683, 821,
    837, 372, 372, 775, 637, 995, 837, 850, 733, 850, 770, 720, 682, 812, 774, 1103, 771, 724, 725, 457,
    365, 457, 838, 500, 500, 675, 716, 593, 716, 678, 435, 716, 712, 343, 343, 665, 343, 1042, 712, 687,
    716, 716, 493, 595, 478, 712, 652, 924, 645, 652, 582, 712, 365, 712, 838};
// clang-format on

constexpr unsigned code_width = 602;
constexpr unsigned quote_width = 660;   // of “ and ”, which stand around all that is printed
constexpr unsigned other_width = 1000;  // of what else is not ASCII: few letters are wider

/// In UTF-8, one of the bytes behind the first of a letter.
bool goes_on(char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) == 0x80U; }

/// Of the first letter of `text`.
unsigned letter_width(std::string_view text, const Widths& widths) {
  const auto nth = static_cast<std::size_t>(static_cast<unsigned char>(text.front())) - 32;
  if (nth < widths.size()) return widths[nth];
  if (text.starts_with("\u00a0")) return widths.front();
  return text.starts_with("\u201c") || text.starts_with("\u201d") ? quote_width : other_width;
}

}  // namespace

double text_width(std::string_view text, double size, Face face) {
  unsigned sum = 0;
  for (; !text.empty(); text.remove_prefix(1)) {
    if (goes_on(text.front())) continue;
    sum +=
        face == Face::code ? code_width : letter_width(text, face == Face::bold ? bold_widths : plain_widths);
  }
  return sum * size / 1000;
}

}  // namespace unroll::view
