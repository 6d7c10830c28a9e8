#include "recording.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cmath>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <limits>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string_view>
#include <utility>

#include "words.hpp"

namespace unroll::view {
namespace {

using Json = nlohmann::json;

constexpr std::array<std::pair<std::string_view, Verb>, 21> verbs{
    {{"post", Verb::post},       {"run", Verb::run},     {"done", Verb::done},       {"arm", Verb::arm},
     {"fire", Verb::fire},       {"drop", Verb::drop},   {"sleep", Verb::sleep},     {"make", Verb::make},
     {"resolve", Verb::resolve}, {"begin", Verb::begin}, {"suspend", Verb::suspend}, {"resume", Verb::resume},
     {"end", Verb::end},         {"print", Verb::print}, {"wait", Verb::wait},       {"source", Verb::source},
     {"start", Verb::start},     {"take", Verb::take},   {"watch", Verb::watch},     {"ready", Verb::ready},
     {"send", Verb::send}}};

std::optional<Verb> verb(std::string_view name) {
  const auto* found =
      std::find_if(verbs.begin(), verbs.end(), [&](const auto& one) { return one.first == name; });
  if (found == verbs.end()) return {};
  return found->second;
}

/// Reads the members of one object and says which one is wrong.
class Members {
 public:
  Members(const Json& object, std::string where) : object_(object), where_(std::move(where)) {
    if (!object.is_object()) throw Unreadable(where_ + " is not an object");
  }

  const Json* find(const char* key) const {
    const auto found = object_.find(key);
    return found == object_.end() ? nullptr : &*found;
  }
  std::string text(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return {};
    if (!value->is_string()) throw Unreadable(where_ + ": \"" + key + "\" is not a string");
    return value->get<std::string>();
  }
  template <class Number>
  Number number(const char* key) const {
    const Json* value = find(key);
    if (value == nullptr) return 0;
    if (!value->is_number()) throw Unreadable(where_ + ": \"" + key + "\" is not a number");
    if (value->is_number_float() && !(std::abs(value->get<double>()) < 9e18)) {
      throw Unreadable(where_ + ": \"" + key + "\" is too large");
    }
    return value->get<Number>();
  }
  const std::string& where() const { return where_; }

 private:
  const Json& object_;
  std::string where_;
};

void read_place(const Json& at, const Members& args, Event& event) {
  const auto small = [](const Json& number) {
    return number.is_number_integer() && number >= 0 && number <= std::numeric_limits<int>::max();
  };
  if (!at.is_array() || at.size() != 2 || !small(at[0]) || !small(at[1])) {
    throw Unreadable(args.where() + ": \"at\" is not [file, line]");
  }
  event.file = at[0].get<int>();
  event.line = at[1].get<int>();
}

/// Turns the events of the file into steps: those that name their verb, and the ends of jobs.
class Steps {
 public:
  Steps(std::vector<Event>& events, std::string& ending) : events_(events), ending_(ending) {}

  void add(const Json& json) {
    const Members members(json, "event " + std::to_string(++seen_));
    const std::string phase = members.text("ph");
    const int thread = std::max(1, members.number<int>("tid"));
    std::vector<std::uint64_t>& slices = slices_[thread];
    if (phase == "E") return end_of_slice(members, slices, thread);
    const Json* const args = members.find("args");
    if (args == nullptr || !args->is_object() || !args->contains("k")) {
      if (phase == "B") slices.push_back(0);
      return;
    }
    const Members inner(*args, members.where());
    const std::string word = inner.text("k");
    const std::optional<Verb> known = verb(word);
    const auto id = inner.number<std::uint64_t>("id");
    if (phase == "B") slices.push_back(known == Verb::run ? id : 0);
    if (word == "cut") ending_ = "The recording ends here, for it has become very long.";
    if (word == "terminate") ending_ = "The program ended with an error: " + harmless(inner.text("text"));
    if (!known) return;  // a later version may have more verbs; what is not known is not shown
    Event event{.verb = *known, .time = members.number<std::int64_t>("ts"), .id = id};
    event.cause = inner.number<std::uint64_t>("cause");
    event.about = inner.number<std::uint64_t>("about");
    event.value = inner.number<std::int64_t>("value");
    event.text = harmless(inner.text("text"));
    event.name = harmless(members.text("name"));
    event.thread = thread;
    if (const Json* at = inner.find("at")) read_place(*at, inner, event);
    events_.push_back(std::move(event));
  }

 private:
  void end_of_slice(const Members& members, std::vector<std::uint64_t>& slices, int thread) {
    if (slices.empty()) throw Unreadable(members.where() + " ends something that never began");
    const std::uint64_t id = slices.back();
    slices.pop_back();
    if (id != 0) {
      Event done{.verb = Verb::done, .time = members.number<std::int64_t>("ts"), .id = id};
      done.thread = thread;
      events_.push_back(std::move(done));
    }
  }

  std::vector<Event>& events_;
  std::string& ending_;
  std::map<int, std::vector<std::uint64_t>> slices_;  // of each thread
  std::size_t seen_ = 0;
};

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> lines;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    lines.push_back(harmless(std::string_view(text).substr(begin, end - begin)));
    begin = end + 1;
  }
  return lines;
}

void read_sources(const Json& root, Recording& recording) {
  const Members all(root, "the file");
  const Json* const ours = all.find("unrollTrace");
  if (ours == nullptr) {
    throw Unreadable("it has no \"unrollTrace\": cut off, or written by another program");
  }
  const Members members(*ours, "\"unrollTrace\"");
  if (const auto version = members.number<std::int64_t>("version"); version != 1) {
    throw Unreadable("it is of version " + std::to_string(version) + "; this program reads version 1");
  }
  if (recording.ending.empty()) recording.ending = harmless(members.text("ending"));
  const Json* const sources = members.find("sources");
  if (sources == nullptr || !sources->is_array()) throw Unreadable("\"unrollTrace\" has no list of sources");
  for (const Json& source : *sources) {
    const Members one(source, "a source");
    recording.sources.push_back({harmless(one.text("file")), split(one.text("text"))});
  }
}

/// Takes each event as soon as it is read and lets its JSON go: a long run would not fit otherwise. So what
/// was read is there too when the text ends too early.
class Reader {
 public:
  Recording read(const std::string& text) {
    try {
      read_whole(text);
    } catch (const Json::parse_error& error) {
      if (error.byte <= text.size() || !is_ours_ || recording_.events.empty()) throw;
      is_cut_off();  // nothing was wrong up to the end; there should only have been more
    }
    for (Event& event : recording_.events) {
      if (event.file >= 0 && static_cast<std::size_t>(event.file) >= recording_.sources.size())
        event.file = -1;
    }
    return std::move(recording_);
  }

 private:
  void read_whole(const std::string& text) {
    const Json root = Json::parse(
        text, [this](int depth, Json::parse_event_t what, Json& json) { return keep(depth, what, json); });
    if (!root.is_object()) throw Unreadable("it is JSON, but not a recorded run");
    const Members all(root, "the file");
    const Json* const events = all.find("traceEvents");
    if (events == nullptr || !events->is_array())
      throw Unreadable("it is JSON, but has no list \"traceEvents\": not a recorded run");
    read_sources(root, recording_);
  }

  void is_cut_off() {
    recording_.cut_off = true;
    recording_.ending = "The recording is cut off here: the program crashed or is still running.";
    for (const std::string& file : files_) recording_.sources.push_back({file, {}});
  }

  bool keep(int depth, Json::parse_event_t what, const Json& json) {
    if (depth == 1 && what == Json::parse_event_t::key) key_ = json.get<std::string>();
    if (what != Json::parse_event_t::object_end) return true;
    if (depth == 1 && key_ == "otherData") read_about(Members(json, "\"otherData\""));
    if (depth != 2 || key_ != "traceEvents") return true;
    steps_.add(json);
    read_file(json);
    return false;
  }

  void read_about(const Members& data) {
    is_ours_ = data.text("schema") == "unroll-trace/1";
    recording_.title = harmless(data.text("title"));
    recording_.timed = data.text("clock") != "steps";
  }

  /// The names of the sources as they come up; their texts follow at the end only.
  void read_file(const Json& json) {
    const Members event(json, "an event");
    const Json* const args = event.find("args");
    if (event.text("ph") == "M" && event.text("name") == "source" && args != nullptr)
      files_.push_back(harmless(Members(*args, "a source").text("file")));
  }

  Recording recording_;
  Steps steps_{recording_.events, recording_.ending};
  std::string key_;
  bool is_ours_ = false;
  std::vector<std::string> files_;
};

std::string contents(const std::string& path) {
  constexpr std::uintmax_t most = std::uintmax_t{1} << 30;
  std::error_code error;
  if (std::filesystem::is_directory(path, error)) throw Unreadable("it is a folder");
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Unreadable(std::strerror(errno));
  const std::uintmax_t size = std::filesystem::file_size(path, error);
  if (!error && size > most) throw Unreadable("it is larger than 1 GiB; record a shorter run");
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (text.empty()) throw Unreadable("it is empty");
  return text;
}

}  // namespace

std::string_view word_of(Verb verb) {
  const auto* found =
      std::find_if(verbs.begin(), verbs.end(), [&](const auto& one) { return one.second == verb; });
  return found == verbs.end() ? std::string_view() : found->first;
}

std::string Recording::place(const Event& event) const {
  if (event.file < 0) return {};
  const std::string& path = sources[static_cast<std::size_t>(event.file)].file;
  return path.substr(path.rfind('/') + 1) + ":" + std::to_string(event.line);
}

std::string Recording::line(const Event& event) const {
  if (event.file < 0) return {};
  const auto& lines = sources[static_cast<std::size_t>(event.file)].lines;
  if (event.line < 1 || static_cast<std::size_t>(event.line) > lines.size()) return {};
  const std::string& text = lines[static_cast<std::size_t>(event.line) - 1];
  const std::size_t first = text.find_first_not_of(" \t");
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(" \t\r") + 1 - first);
}

Recording recording_from(const std::string& json) {
  try {
    return Reader().read(json);
  } catch (const Json::parse_error& error) {
    const bool all = error.byte >= json.size();
    throw Unreadable((all ? "it is cut off before its first step (did its program die so early? then run it "
                            "again), or it is no recorded run: it ends after byte "
                          : "it is damaged, or not JSON at all: nothing makes sense from byte ") +
                     std::to_string(error.byte));
  } catch (const Json::exception& error) {
    throw Unreadable(error.what());
  }
}

Recording read_recording(const std::string& path) { return recording_from(contents(path)); }

}  // namespace unroll::view
