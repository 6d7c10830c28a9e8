#include "15_unroll/course/places.hpp"

#include <cstdlib>
#include <sstream>
#include <string_view>
#include <utility>

namespace unroll::course {

Task<std::map<std::uint64_t, std::string>> places_of(Poller& poller, std::string program,
                                                     std::vector<std::uint64_t> addresses) {
  std::map<std::uint64_t, std::string> places;
  if (addresses.empty()) co_return places;
  Command command{{"addr2line", "-e", program}};
  for (const std::uint64_t address : addresses) {
    std::ostringstream word;
    word << "0x" << std::hex << address - 1;  // in the call, and not behind it
    command.words.push_back(word.str());
  }
  const Outcome outcome = co_await unroll::run(poller, std::move(command));
  std::istringstream lines(outcome.output);
  for (const std::uint64_t address : addresses) {
    std::string line;
    if (!std::getline(lines, line)) break;
    if (!line.starts_with("?")) places.emplace(address, line.substr(0, line.find(" (discriminator")));
  }
  co_return places;
}

namespace {

/// `(program+0x4f35f6)`, which stands where a place should.
struct Frame {
  std::size_t begin;  // of the space in front of it
  std::size_t end;
  std::uint64_t address;
};

std::vector<Frame> frames_in(const std::string& report) {
  std::vector<Frame> frames;
  for (std::size_t at = 0; (at = report.find("+0x", at)) != std::string::npos; ++at) {
    std::size_t begin = report.rfind(" (", at);
    const std::size_t line = report.rfind('\n', at);
    const std::size_t end = report.find_first_not_of("0123456789abcdef", at + 3);
    if (begin == std::string::npos || (line != std::string::npos && begin < line) ||
        end == std::string::npos || report[end] != ')')
      continue;
    constexpr std::string_view nothing = " <null>";
    if (begin >= nothing.size() && report.compare(begin - nothing.size(), nothing.size(), nothing) == 0)
      begin -= nothing.size();
    const std::uint64_t address = std::strtoull(report.c_str() + at + 3, nullptr, 16);
    frames.push_back({begin, end + 1, address + 1});
  }
  return frames;
}

}  // namespace

// Its frames end with the program and the address, one behind that of the call or on it.
Task<std::string> with_places(Poller& poller, std::string program, std::string report) {
  const std::vector<Frame> frames = frames_in(report);
  std::vector<std::uint64_t> addresses;
  for (const Frame& frame : frames) addresses.push_back(frame.address);
  const auto places = co_await places_of(poller, std::move(program), addresses);
  std::string told;
  std::size_t from = 0;
  for (const Frame& frame : frames) {
    const auto place = places.find(frame.address);
    if (place == places.end()) continue;
    told += report.substr(from, frame.begin - from) + " " + place->second;
    from = frame.end;
  }
  co_return told + report.substr(from);
}

}  // namespace unroll::course
