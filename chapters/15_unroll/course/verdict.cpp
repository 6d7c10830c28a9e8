#include "15_unroll/course/verdict.hpp"

#include <signal.h>

#include <algorithm>
#include <string_view>
#include <utility>

#include "15_unroll/course/compiler_words.hpp"
#include "15_unroll/course/ending_words.hpp"
#include "15_unroll/course/failure_words.hpp"
#include "15_unroll/course/sanitizer_words.hpp"
#include "15_unroll/course/told.hpp"

namespace unroll::course {

using Kind = Verdict::Kind;

namespace {

class Judge {
 public:
  explicit Judge(const Evidence& evidence) : evidence_(evidence), told_(told_in(evidence.records)) {}

  Verdict verdict() {
    Verdict verdict = what_happened();
    const std::string left_behind = left_behind_words(evidence_.left_behind);
    if (verdict.passed()) return as(Kind::passed, "", left_behind);
    if (!verdict.text.empty() && !verdict.text.ends_with('\n')) verdict.text += '\n';
    if (is_late(verdict)) verdict.text = after_main + verdict.text;
    if (!told_.no_memory.is_null() && verdict.kind != Kind::out_of_memory)
      verdict.text += "before that, " + refused_memory(told_, evidence_.memory_megabytes) + "\n";
    verdict.text += left_behind;
    // Of what is not written yet it mostly says that parameters are not used.
    if (verdict.kind != Kind::not_written) verdict.text += warnings_of(evidence_.warnings, evidence_.own);
    return verdict;
  }

 private:
  Verdict what_happened() {
    if (!evidence_.compiler.empty()) return compile_error();
    verdict_.failed = told_.failed;
    verdict_.executed = told_.ended.size();
    if (!evidence_.sanitizer.empty()) return sanitizer();
    if (!told_.last_word.is_null()) return last_word();
    if (evidence_.memory_used_up) return out_of_memory();
    if (evidence_.out_of_time) return out_of_time();
    if (!told_.failed.empty()) return failure();
    if (evidence_.signal != 0) return crash();
    return complete();
  }

  /// Whether it happened when the tests had passed and were over. (A leak is always found then.)
  bool is_late(const Verdict& verdict) const {
    if (!told_.over || !told_.failed.empty() || verdict.kind == Kind::leak) return false;
    return !evidence_.sanitizer.empty() || !told_.last_word.is_null() || evidence_.out_of_time ||
           evidence_.signal != 0;
  }

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

  Verdict compile_error() {
    const auto [text, where] = first_error_in(evidence_.compiler, evidence_.own);
    return as(Kind::compile_error, "", text, where);
  }

  Verdict sanitizer() {
    Finding finding = finding_in(evidence_.sanitizer, evidence_.own);
    const bool at_the_end = told_.running.empty() && finding.kind == Kind::leak && !told_.ended.empty();
    if (finding.kind == Kind::out_of_memory)
      finding.text += "the memory limit of a test is " + limit() + "\n";
    return as(finding.kind, at_the_end ? "" : told_.running, std::move(finding.text),
              std::move(finding.where));
  }

  Verdict last_word() {
    const Json& word = told_.last_word;
    const std::string event = text(word, "event");
    const std::string test = told_.running;
    const std::string at = place(word);
    if (event == "undefined") return as(Kind::undefined, test, text(word, "text"), line_of(word));
    if (event == "busy wait") return as(Kind::busy_wait, test, text(word, "text"), at);
    if (event == "too many failures")
      return as(Kind::endless_loop, test, "it fails again and again, the last time: " + text(word, "text"),
                at);
    if (event == "uncaught" && is_of_memory(text(word, "what")) && !told_.no_memory.is_null())
      return out_of_memory(test);
    if (event == "too many jobs")
      return as(Kind::endless_loop, test, "it runs job after job and comes to no end\n" + still_waiting(word),
                at);
    if (event == "too many lines")
      return as(Kind::endless_loop, test,
                "it does the same again and again, the last time: " + text(word, "text"), at);
    if (event == "too many sleeps")
      return as(Kind::blocked_loop, test, "it sleeps again and again, and comes to no end", at);
    if (event == "no processor time left" && has_all_memory(told_, evidence_.memory_megabytes))
      return out_of_memory(test);
    if (event == "no processor time left")
      return as(Kind::endless_loop, test, "it works and works, and comes to no end", at);
    if (event == "uncaught" && text(word, "what").starts_with("[not written yet]"))
      return as(Kind::not_written, test, text(word, "what"), at);
    if (event == "uncaught")
      return as(Kind::crash, test, "an error left where nobody takes it: " + text(word, "what"), at);
    if (event == "crash") return crash(word);
    return failure();
  }

  /// Of all that were asked: the one place that says most, and all in lines.
  std::pair<std::string, std::string> places_of_threads() {
    std::string at;
    std::string text;
    for (const Json& thread : told_.threads) {
      const std::string here = place(thread);
      if (at.empty() ||
          (here.find(evidence_.own) != std::string::npos && at.find(evidence_.own) == std::string::npos))
        at = here;
      if (!here.empty()) text += "  a thread waits at " + here + "\n";
      text += still_waiting(thread);
    }
    return {at, text};
  }

  Verdict out_of_time() {
    const auto [at, text] = places_of_threads();
    const std::string& test = told_.asked.empty() ? told_.running : told_.asked;  // that may have woken it
    if (evidence_.standstill == "deadlock")
      return as(Kind::deadlock, test, "every thread waits for another, and nobody can wake it:\n" + text, at);
    if (evidence_.standstill == "lost wake-up")
      return as(Kind::lost_wake_up, test, "the loop waits for the kernel, and nothing will come:\n" + text,
                at);
    if (evidence_.standstill == "asleep")
      return as(Kind::blocked_loop, test,
                "it sleeps or waits, again and again, and comes to no end:\n" + text, at);
    if (evidence_.standstill == "blocked loop")
      return as(Kind::blocked_loop, test, "a call blocks the thread:\n" + text, at);
    return as(Kind::endless_loop, test, no_end(evidence_.prints_on ? evidence_.printed : 0) + ":\n" + text,
              at);
  }

  Verdict out_of_memory(const std::string& test) {
    return as(Kind::out_of_memory, test, refused_memory(told_, evidence_.memory_megabytes),
              place(told_.no_memory));
  }

  /// It was seen from outside: where a sanitizer takes memory for itself, no allocation fails.
  Verdict out_of_memory() {
    return as(Kind::out_of_memory, told_.asked.empty() ? told_.running : told_.asked,
              "it used more and more memory, and was ended: the memory limit of a test is " + limit(),
              places_of_threads().first);
  }

  std::string limit() const { return std::to_string(evidence_.memory_megabytes) + " MB"; }

  Verdict failure() {
    constexpr std::size_t at_most = 10;
    std::string story;
    Kind found = Kind::wrong_value;
    for (std::size_t i = 0; i != std::min(told_.failures.size(), at_most); ++i) {
      const Json& failure = told_.failures[i];
      const std::string said = plain_failure(text(failure, "text"));
      if (!told_.no_memory.is_null() && is_of_memory(said)) return out_of_memory(told_.failed.front());
      if (story.empty()) found = kind_in(said).value_or(found);
      story += said + "\n";
    }
    if (!told_.stalled.empty() && found == Kind::wrong_value) {
      found = Kind::lost_wake_up;
      story = told_.stalled + "\n" + story;
    }
    const std::size_t in_all = std::max(told_.failures_in_all, told_.failures.size());
    if (in_all > at_most) story += "and " + std::to_string(in_all - at_most) + " more like these\n";
    std::string where = told_.failures.empty() ? "" : line_of(told_.failures.front());
    if (const std::string at = place(told_.slept); found == Kind::blocked_loop && !at.empty()) where = at;
    if (where.empty() && !told_.failures.empty())
      where = place(told_.failures.front());  // it was thrown there
    return as(found, told_.failed.empty() ? "" : told_.failed.front(), story, where);
  }

  /// Who is given a null pointer for memory, and uses it or gives up, wants memory.
  Verdict crash(const Json& word) {
    const int signal = word.value("signal", 0);
    const std::string at = place(word);
    if (word.contains("stack used up"))
      return as(
          Kind::crash, told_.running,
          "the stack is used up: a function calls itself without an end, or its variables are too large", at);
    if (word.contains("called nowhere")) return as(Kind::crash, told_.running, ended_by_call(signal), at);
    const bool wants_memory = word.contains("null was given") && !told_.no_memory.is_null();
    if (wants_memory && (signal == SIGSEGV || signal == SIGABRT)) return out_of_memory(told_.running);
    return as(Kind::crash, told_.running, ended_by(signal), at);
  }

  Verdict crash() { return as(Kind::crash, told_.running, ended_by(evidence_.signal)); }

  /// Green only if every test has come to its end, and the program too.
  Verdict complete() {
    if (!told_.skipped.empty())
      return as(Kind::not_executed, told_.skipped.front(), "a test that is skipped says nothing");
    std::string missing;
    for (const std::string& test : evidence_.tests) {
      if (std::find(told_.ended.begin(), told_.ended.end(), test) == told_.ended.end())
        missing += "  " + test + "\n";
    }
    if (missing.empty() && told_.gone && told_.exit_called.is_null() && evidence_.status == 0)
      return as(Kind::passed, "", "");
    std::string ended = exit_called(told_);
    const std::string at = place(told_.exit_called);
    if (!missing.empty())
      return as(Kind::not_executed, told_.running,
                ended + "these tests did not come to their end:\n" + missing, at);
    if (ended.empty())
      ended = "the program ended with status " + std::to_string(evidence_.status) +
              (told_.over
                   ? " after main had returned: the destructor of a static object, or a thread, has ended it"
                   : " before it was over");
    return as(Kind::not_executed, told_.running, ended, at);
  }

  const Evidence& evidence_;
  Told told_;
  Verdict verdict_;
};

}  // namespace

Verdict judge(const Evidence& evidence) { return Judge(evidence).verdict(); }

}  // namespace unroll::course
