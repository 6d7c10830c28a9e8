#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "06_io/process.hpp"

namespace unroll::course {

/// Where calls are whose return addresses these are: `file:line`. Errors: std::system_error if there is no
/// addr2line, which comes with the linker.
Task<std::map<std::uint64_t, std::string>> places_of(Poller& poller, std::string program,
                                                     std::vector<std::uint64_t> addresses);

/// A sanitizer's report with the places that it could not find by itself: g++ 12's sees no lines of inline
/// functions.
Task<std::string> with_places(Poller& poller, std::string program, std::string report);

}  // namespace unroll::course
