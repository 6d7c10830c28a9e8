#pragma once

#include <cstdint>

#include "program.hpp"

namespace unroll::equivalence {

/// A random program of at most this level; the same seed gives the same program everywhere. Level 0 is what
/// 01_queue speaks: an all, mostly flat, whose branches only give way. Some programs of the other levels are
/// of that kind too. Most are without ties: their waits are long and odd, and every branch begins with one.
/// One in ten is untidy: short waits, many ties, branches that write at once.
Program generate(std::uint64_t seed, int level);

}  // namespace unroll::equivalence
