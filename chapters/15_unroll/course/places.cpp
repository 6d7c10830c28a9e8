#include "15_unroll/course/places.hpp"

#include <regex>
#include <sstream>
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

// Its frames end with the program, whose path may have a space, and the address, one behind that of the call
// or on it.
Task<std::string> with_places(Poller& poller, std::string program, std::string report) {
  static const std::regex frame(R"re( (?:<null> )?\([^()\n]*\+0x([0-9a-f]+)\))re");
  std::vector<std::uint64_t> addresses;
  for (std::sregex_iterator one(report.begin(), report.end(), frame), end; one != end; ++one)
    addresses.push_back(std::stoull((*one)[1], nullptr, 16) + 1);
  const auto places = co_await places_of(poller, std::move(program), addresses);
  std::string told;
  std::size_t from = 0;
  for (std::sregex_iterator one(report.begin(), report.end(), frame), end; one != end; ++one) {
    const auto place = places.find(std::stoull((*one)[1], nullptr, 16) + 1);
    const auto at = static_cast<std::size_t>(one->position());
    const bool known = place != places.end();
    told += report.substr(from, at - from) + (known ? " " + place->second : one->str());
    from = at + static_cast<std::size_t>(one->length());
  }
  co_return told + report.substr(from);
}

}  // namespace unroll::course
