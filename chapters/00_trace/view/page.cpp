#include "page.hpp"

#include <string_view>

#include "00_trace/json.hpp"
#include "text_view.hpp"
#include "words.hpp"

namespace unroll::view {
namespace {

std::string in_html(std::string_view text) {
  std::string result;
  for (const char c : text) {
    if (c == '&')
      result += "&amp;";
    else if (c == '<')
      result += "&lt;";
    else if (c == '"')
      result += "&quot;";
    else
      result += c;
  }
  return result;
}

/// As a text of JSON. A `<` could end the script that it stands in, or begin a comment.
std::string quoted(std::string_view text) {
  std::string plain;
  trace::append_quoted(plain, text);
  std::string result;
  for (const char c : plain) result += c == '<' ? std::string("\\u003c") : std::string(1, c);
  return result;
}

std::string member(const char* key, std::uint64_t number) {
  return number == 0 ? "" : ",\"" + std::string(key) + "\":" + std::to_string(number);
}

std::string json_of(const Event& event) {
  const bool done = event.verb == Verb::done;
  std::string text = std::string("{\"ph\":\"") +
                     (done                      ? 'E'
                      : event.verb == Verb::run ? 'B'
                                                : 'i') +
                     "\",\"tid\":" + std::to_string(event.thread) + ",\"ts\":" + std::to_string(event.time);
  if (done) return text + "}";
  if (!event.name.empty()) text += ",\"name\":" + quoted(event.name);
  text += ",\"args\":{\"k\":" + quoted(word_of(event.verb)) + member("id", event.id) +
          member("cause", event.cause) + member("about", event.about);
  if (event.value != 0) text += ",\"value\":" + std::to_string(event.value);
  if (!event.text.empty()) text += ",\"text\":" + quoted(event.text);
  if (event.file >= 0)
    text += ",\"at\":[" + std::to_string(event.file) + "," + std::to_string(event.line) + "]";
  return text + "}}";
}

std::string json_of(const Source& source) {
  std::string text;
  for (const std::string& line : source.lines) text += line + "\n";
  return "{\"file\":" + quoted(source.file) + (text.empty() ? "" : ",\"text\":" + quoted(text)) + "}";
}

template <class List>
std::string lines_of(const List& list) {
  std::string text;
  for (const auto& one : list) text += (text.empty() ? "\n" : ",\n") + json_of(one);
  return text;
}

constexpr std::string_view head = R"(<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<style>
:root{color-scheme:light dark;--paper:light-dark(#ffffff,#15171c);--ink:light-dark(#171a23,#eceef3)}
body{margin:0 auto;max-width:1500px;padding:14px;background:var(--paper);color:var(--ink);font:16px/1.5 Inter,system-ui,sans-serif}
h1{font-size:1.3rem;margin:.2em 0 .7em;overflow-wrap:anywhere}
pre{overflow:auto;font:13px/1.5 "JetBrains Mono","DejaVu Sans Mono",Menlo,Consolas,monospace}
figure{margin:0;padding:12px;overflow-x:auto}figure svg{display:block;margin:auto}figcaption{font-weight:650}
</style>
)";

}  // namespace

std::string json_of(const Recording& recording) {
  return std::string("{\"otherData\":{\"schema\":\"unroll-trace/1\",\"title\":") + quoted(recording.title) +
         (recording.timed ? "" : ",\"clock\":\"steps\"") + "},\n\"traceEvents\":[" +
         lines_of(recording.events) + "],\n\"unrollTrace\":{\"version\":1" +
         (recording.ending.empty() ? "" : ",\"ending\":" + quoted(recording.ending)) + ",\"sources\":[" +
         lines_of(recording.sources) + "]}}\n";
}

std::string page(const Recording& recording, const std::string& picture) {
  const std::string title = in_html(recording.title.empty() ? "A recorded run" : recording.title);
  std::string text = "<!doctype html>\n<html lang=\"en\">\n<title>" + title + "</title>\n";
  text.append(head).append("<main>\n<h1>").append(title).append(", a recorded run</h1>\n<unroll-player>\n");
  if (!picture.empty())
    text.append("<figure slot=\"picture\" tabindex=\"0\">\n<figcaption>Who posted whom</figcaption>\n")
        .append(picture)
        .append("</figure>\n");
  text.append("<pre tabindex=\"0\">").append(in_html(text_view(recording))).append("</pre>\n");
  text.append("<script type=\"application/json\">\n").append(json_of(recording)).append("</script>\n");
  text.append("</unroll-player>\n</main>\n<script>\n").append(player_script()).append("</script>\n</html>\n");
  return text;
}

}  // namespace unroll::view
