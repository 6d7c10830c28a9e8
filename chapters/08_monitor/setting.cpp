#include "08_monitor/setting.hpp"

#include <charconv>

namespace unroll::monitor {

std::optional<Setting> Setting::parse(std::string_view text) {
  const std::size_t colon = text.find(':');
  const std::string_view form = text.substr(0, colon);
  Setting setting;
  if (colon != std::string_view::npos) {
    setting.file = text.substr(colon + 1);
    if (setting.file.empty()) return {};
  }
  if (form == "json") {
    setting.how = How::json;
  } else if (form == "live") {
    setting.how = How::live;
  } else if (form != "text") {
    return {};
  }
  return setting;
}

std::optional<Micros> parse_milliseconds(std::string_view text) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  const bool whole = error == std::errc() && end == text.data() + text.size();
  if (!whole || number <= 0 || number > 1'000'000'000) return {};
  return std::chrono::milliseconds(number);
}

}  // namespace unroll::monitor
