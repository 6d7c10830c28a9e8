#pragma once

#include <cstddef>
#include <string>

#include "recording.hpp"

namespace unroll::view {

/// A browser opens a page of so many steps within seconds.
inline constexpr std::size_t most_steps_of_a_page = 200'000;

/// The run as one page that needs nothing else: the player, the recording and, for a browser without
/// JavaScript, the text view. It is read from a file as well as from a server and asks nobody for anything.
/// `picture`: an SVG to be linked with the player; may be empty.
std::string page(const Recording& recording, const std::string& picture);

/// The recording as JSON again, without what only other viewers read, and whole even if it was cut off.
/// Between the tags of a script it ends nothing: it has no `<`.
std::string json_of(const Recording& recording);

/// The player of docs/player as one classic script.
std::string player_script();

}  // namespace unroll::view
