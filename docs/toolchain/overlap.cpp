// g++ 12 at -O3 warns here of memory that overlaps (-Wrestrict). Nothing does: it is the compiler's bug
// 105651.
#include <string>

std::string with_a_space(const std::string& text) { return " " + text.substr(4); }
