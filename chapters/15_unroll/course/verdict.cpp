#include "15_unroll/course/verdict.hpp"

#include <algorithm>
#include <regex>
#include <sstream>

#include "15_unroll/course/quoting.hpp"
#include "15_unroll/course/told.hpp"

namespace unroll::course {

using Kind = Verdict::Kind;

namespace {

/// Of a list of places the first in the student's file, or the first in the toolkit's or the test's.
std::string own_place(const std::vector<std::string>& places, const std::string& own) {
  const auto in = [&](const std::string& what) {
    return std::find_if(places.begin(), places.end(),
                        [&](const std::string& place) { return place.find(what) != std::string::npos; });
  };
  for (const std::string& what : {own, std::string("_test.cpp"), std::string("chapters/")}) {
    if (const auto found = in(what); found != places.end()) return *found;
  }
  return {};
}

class Judge {
 public:
  explicit Judge(const Evidence& evidence) : evidence_(evidence), told_(told_in(evidence.records)) {}

  Verdict verdict() {
    if (!evidence_.compiler.empty()) return compile_error();
    verdict_.failed = told_.failed;
    verdict_.executed = told_.ended.size();
    if (!evidence_.sanitizer.empty()) return sanitizer();
    if (!told_.last_word.is_null()) return last_word();
    if (evidence_.out_of_time) return out_of_time();
    if (!told_.failed.empty()) return failure();
    if (evidence_.signal != 0) return crash();
    return complete();
  }

 private:
  Verdict as(Kind kind, std::string test, std::string text, std::string where = {}) {
    verdict_.kind = kind;
    verdict_.test = std::move(test);
    verdict_.text = std::move(text);
    verdict_.where = std::move(where);
    auto& failed = verdict_.failed;
    const bool known = std::find(failed.begin(), failed.end(), verdict_.test) != failed.end();
    if (kind != Kind::passed && !verdict_.test.empty() && !known) failed.push_back(verdict_.test);
    return verdict_;
  }

  std::string place(const Json& record) {
    std::vector<std::string> places;
    for (const std::uint64_t address : addresses(record)) {
      const auto found = evidence_.places.find(address);
      if (found != evidence_.places.end()) places.push_back(found->second);
    }
    return own_place(places, evidence_.own);
  }

  /// The first error, in the student's own file if one is there.
  Verdict compile_error() {
    static const std::regex error(R"((^|\n)([^\s:]+):(\d+):\d+: (?:fatal )?error: ([^\n]*))");
    const std::string& said = evidence_.compiler;
    std::smatch best;
    for (std::sregex_iterator one(said.begin(), said.end(), error), end; one != end; ++one) {
      const bool own = (*one)[2].str().ends_with(evidence_.own);
      if (best.empty() || own) best = *one;
      if (own) break;
    }
    if (best.empty()) return as(Kind::compile_error, "", first_lines(said, 12));
    const std::string from = said.substr(static_cast<std::size_t>(best.position(2)));
    return as(Kind::compile_error, "", with_its_source(from), best[2].str() + ":" + best[3].str());
  }

  Verdict sanitizer() {
    static const std::regex place(R"((?:^|\s)(\S+\.[ch]pp:\d+))");
    const std::string& said = evidence_.sanitizer;
    const auto has = [&](const char* what) { return said.find(what) != std::string::npos; };
    Kind kind = Kind::undefined;
    if (has("runtime error: "))
      kind = Kind::undefined;
    else if (has("data race"))
      kind = Kind::data_race;
    else if (has("lock-order-inversion"))
      kind = Kind::deadlock;
    else if (has("LeakSanitizer"))
      kind = Kind::leak;
    else if (has("use-after") || has("double-free"))
      kind = Kind::use_after_free;
    else if (has("stack-overflow") || has("SEGV") || has("overflow"))
      kind = Kind::crash;
    else if (has("ThreadSanitizer"))
      kind = Kind::data_race;
    std::vector<std::string> places;
    for (std::sregex_iterator one(said.begin(), said.end(), place), end; one != end; ++one)
      places.push_back((*one)[1]);
    const std::string test =
        told_.running.empty() && kind == Kind::leak && !told_.ended.empty() ? "" : told_.running;
    return as(kind, test, first_lines(without_rule(said), 14), own_place(places, evidence_.own));
  }

  Verdict last_word() {
    const Json& word = told_.last_word;
    const std::string event = text(word, "event");
    const std::string test = told_.running;
    const std::string at = place(word);
    if (event == "undefined")
      return as(Kind::undefined, test, text(word, "text"),
                text(word, "file") + ":" + std::to_string(word.value("line", 0)));
    if (event == "busy wait") return as(Kind::busy_wait, test, text(word, "text"), at);
    if (event == "no memory left" && evidence_.status != 0)
      return as(Kind::out_of_memory, test, "the memory that a test may use was used up", at);
    if (event == "too many jobs")
      return as(Kind::endless_loop, test, "it runs job after job and comes to no end", at);
    if (event == "too many lines")
      return as(Kind::endless_loop, test,
                "it does the same again and again, the last time: " + text(word, "text"), at);
    if (event == "no processor time left")
      return as(Kind::endless_loop, test, "it works and works, and comes to no end", at);
    if (event == "uncaught" && text(word, "what").starts_with("[not written yet]"))
      return as(Kind::not_written, test, text(word, "what"), at);
    if (event == "uncaught")
      return as(Kind::crash, test, "an error left where nobody takes it: " + text(word, "what"), at);
    if (event == "crash") {
      const int signal = word.value("signal", 0);
      return as(Kind::crash, test, ended_by(signal), at);
    }
    return failure();
  }

  Verdict out_of_time() {
    std::string at;
    std::string text;
    for (const Json& thread : told_.threads) {
      const std::string here = place(thread);
      if (at.empty() ||
          (here.find(evidence_.own) != std::string::npos && at.find(evidence_.own) == std::string::npos))
        at = here;
      if (!here.empty()) text += "  a thread waits at " + here + "\n";
    }
    const std::string& test = told_.running;
    if (evidence_.standstill == "deadlock")
      return as(Kind::deadlock, test, "every thread waits for another, and nobody can wake it:\n" + text, at);
    if (evidence_.standstill == "lost wake-up")
      return as(Kind::lost_wake_up, test, "the loop waits for the kernel, and nothing will come:\n" + text,
                at);
    if (evidence_.standstill == "blocked loop")
      return as(Kind::blocked_loop, test, "a call blocks the thread:\n" + text, at);
    return as(Kind::endless_loop, test, "it comes to no end:\n" + text, at);
  }

  Verdict failure() {
    static const std::regex kind(R"(\[([a-z -]+)\])");
    std::string story;
    Kind found = Kind::wrong_value;
    for (const Json& failure : told_.failures) {
      const std::string said = plain(text(failure, "text"));
      std::smatch match;
      if (story.empty() && std::regex_search(said, match, kind))
        found = kind_of(match[1].str()).value_or(found);
      story += said + "\n";
    }
    if (!told_.stalled.empty() && found == Kind::wrong_value) {
      found = Kind::lost_wake_up;
      story = told_.stalled + "\n" + story;
    }
    std::string where;
    if (!told_.failures.empty() && told_.failures.front().value("line", 0) > 0)
      where = text(told_.failures.front(), "file") + ":" +
              std::to_string(told_.failures.front().value("line", 0));
    return as(found, told_.failed.empty() ? "" : told_.failed.front(), story, where);
  }

  Verdict crash() { return as(Kind::crash, told_.running, ended_by(evidence_.signal)); }

  /// Green only if every test has come to its end, and the program too.
  Verdict complete() {
    std::string missing;
    for (const std::string& test : evidence_.tests) {
      if (std::find(told_.ended.begin(), told_.ended.end(), test) == told_.ended.end())
        missing += "  " + test + "\n";
    }
    if (missing.empty() && told_.over && evidence_.status == 0) return as(Kind::passed, "", "");
    if (missing.empty())
      return as(Kind::not_executed, told_.running,
                "the program ended with status " + std::to_string(evidence_.status) + " before it was over");
    return as(Kind::not_executed, told_.running, "these tests did not come to their end:\n" + missing);
  }

  const Evidence& evidence_;
  Told told_;
  Verdict verdict_;
};

}  // namespace

Verdict judge(const Evidence& evidence) { return Judge(evidence).verdict(); }

}  // namespace unroll::course
