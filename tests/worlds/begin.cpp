#include "worlds/worlds.hpp"

// Compiled for each program: which worlds it leaves to the tests of the chapters below.
int unroll::worlds::begin() { return UNROLL_WORLDS_BEGIN; }
