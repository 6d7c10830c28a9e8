// What `./unroll verify` writes for a browser and for programs.
#include <nlohmann/json.hpp>
#include <sstream>

#include "15_unroll/course/verify.hpp"
#include "15_unroll/course/xml.hpp"

namespace unroll::course {
namespace {

std::size_t count_wrong(const std::vector<Check>& checks) {
  std::size_t count = 0;
  for (const Check& check : checks) count += check.wrong.empty() ? 0 : 1;
  return count;
}

}  // namespace

void write_junit(const std::filesystem::path& file, const std::vector<Check>& checks) {
  std::ostringstream out;
  out << "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"exercises\" tests=\"" << checks.size()
      << "\" failures=\"" << count_wrong(checks) << "\">\n";
  for (const Check& check : checks) {
    out << "  <testcase classname=\"" << escaped(check.exercise->full_name()) << "\" name=\""
        << escaped(check.what) << "\" time=\"" << check.seconds << "\"";
    if (check.wrong.empty())
      out << "/>\n";
    else
      out << "><failure>" << escaped(check.wrong) << "</failure></testcase>\n";
  }
  out << "</testsuite>\n";
  write_file(file, out.str());
}

void write_html(const std::filesystem::path& file, const std::vector<Check>& checks) {
  std::ostringstream out;
  out << "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" "
         "content=\"width=device-width\">\n"
         "<title>Exercises, verified</title>\n<style>\n:root { color-scheme: light dark }\n"
         "body { font: 16px/1.5 sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem }\n"
         "td, th { text-align: left; vertical-align: top; padding: .2rem 1rem .2rem 0 }\npre { white-space: "
         "pre-wrap }\n</style>\n"
         "<h1>Exercises, verified</h1>\n<p>"
      << checks.size() << " checks, " << count_wrong(checks) << " do not hold.</p>\n<table>\n"
      << "<tr><th>exercise</th><th>check</th><th>holds</th></tr>\n";
  for (const bool holds : {false, true}) {
    for (const Check& check : checks) {
      if (check.wrong.empty() != holds) continue;
      out << "<tr><td>" << escaped(check.exercise->full_name()) << "</td><td>" << escaped(check.what)
          << "</td><td>" << (holds ? "yes" : "<strong>no</strong><pre>" + escaped(check.wrong) + "</pre>")
          << "</td></tr>\n";
    }
  }
  out << "</table>\n</html>\n";
  write_file(file, out.str());
}

std::string as_json(const std::vector<Check>& checks) {
  nlohmann::json all = nlohmann::json::array();
  for (const Check& check : checks)
    all.push_back({{"exercise", check.exercise->full_name()},
                   {"check", check.what},
                   {"holds", check.wrong.empty()},
                   {"wrong", check.wrong},
                   {"seconds", check.seconds}});
  return all.dump(1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace unroll::course
