#include "15_unroll/course/plan.hpp"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <sstream>

#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/nearest.hpp"
#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace {

/// The exercises that a word means: those of a chapter, or one.
struct Meaning {
  std::vector<Exercise*> exercises;
  std::string name;  // in full, so that two words for the same are seen to be that
  bool chapter = false;
};

class Reader {
 public:
  Reader(std::string name, std::vector<Exercise>& exercises)
      : name_(std::move(name)), exercises_(exercises) {}

  Plan read(const toml::table& all) {
    for (const auto& [key, value] : all) {
      const toml::table& table = table_at(key, value);
      if (key == "course")
        select(table);
      else if (key == "points")
        points(table);
      else if (key == "deadlines")
        deadlines(table);
      else if (key == "late")
        late(table);
      else
        refuse(key.source(), "'" + text(key) + "' is none of course, points, deadlines, late");
    }
    take_out();
    return std::move(plan_);
  }

 private:
  static std::string text(const toml::key& key) { return std::string(key.str()); }

  [[noreturn]] void refuse(const toml::source_region& at, const std::string& what) const {
    throw Refused(place(at) + ": " + what);
  }
  std::string place(const toml::source_region& at) const {
    return name_ + ":" + std::to_string(at.begin.line);
  }

  const toml::table& table_at(const toml::key& key, const toml::node& value) const {
    if (const toml::table* const table = value.as_table()) return *table;
    refuse(key.source(), "'" + text(key) + "' stands in no table: [course], [points], [deadlines] or [late]");
  }

  Meaning meaning(const std::string& word, const toml::source_region& at) const {
    Meaning found;
    std::string all;
    for (Exercise& exercise : exercises_) {
      const std::string number = exercise.chapter.substr(0, 2);
      const bool chapter = word == exercise.chapter || word == number || "0" + word == number;
      if (!chapter && word != exercise.name && word != exercise.full_name()) continue;
      found.chapter = chapter;
      found.exercises.push_back(&exercise);
      found.name = chapter ? exercise.chapter : exercise.full_name();
      (all += all.empty() ? "" : ", ") += exercise.full_name();
    }
    if (found.exercises.empty())
      refuse(at, "there is no exercise and no chapter '" + word + "'. " + guess(word, exercises_) +
                     "./unroll list names them");
    if (!found.chapter && found.exercises.size() > 1)
      refuse(at, "'" + word + "' may be any of these: " + all);
    return found;
  }

  /// `seen`: what was named so far, and where.
  Meaning once(const std::string& word, const toml::source_region& at,
               std::map<std::string, std::string>& seen) const {
    Meaning found = meaning(word, at);
    const auto [before, is_new] = seen.emplace(found.name, place(at));
    if (!is_new) refuse(at, found.name + " stands here twice, the first time at " + before->second);
    return found;
  }

  void select(const toml::table& table) {
    for (const auto& [key, value] : table) {
      if (key != "only" && key != "without")
        refuse(key.source(), "'" + text(key) + "' is none of only, without");
      std::map<std::string, bool>& chosen = key == "only" ? only_ : without_;
      (key == "only" ? only_at_ : without_at_) = place(key.source());
      const toml::array* const words = value.as_array();
      if (words == nullptr) refuse(key.source(), text(key) + " takes a list: " + text(key) + " = [\"01\"]");
      std::map<std::string, std::string> seen;
      for (const toml::node& node : *words) {
        const auto word = node.value<std::string>();
        if (!word) refuse(node.source(), text(key) + " holds something that is no name");
        for (const Exercise* exercise : once(*word, node.source(), seen).exercises)
          chosen[exercise->full_name()] = true;
      }
    }
  }

  void points(const toml::table& table) {
    plan_.has_points = true;
    for (Exercise& exercise : exercises_) exercise.points = 1;
    std::map<std::string, std::string> seen;
    std::vector<std::pair<Exercise*, int>> single;  // it stands above what its chapter says
    std::vector<std::pair<Exercise*, int>> chapters;
    for (const auto& [key, value] : table) {
      const int number = whole(key, value, 1'000'000);
      if (key == "each") {
        for (Exercise& exercise : exercises_) exercise.points = number;
        continue;
      }
      const Meaning found = once(text(key), key.source(), seen);
      for (Exercise* exercise : found.exercises)
        (found.chapter ? chapters : single).emplace_back(exercise, number);
    }
    for (const auto& [exercise, number] : chapters) exercise->points = number;
    for (const auto& [exercise, number] : single) exercise->points = number;
  }

  int whole(const toml::key& key, const toml::node& value, std::int64_t most) const {
    const toml::value<std::int64_t>* const number = value.as_integer();
    if (number == nullptr || number->get() < 0 || number->get() > most)
      refuse(key.source(), text(key) + " takes a whole number from 0 to " + std::to_string(most));
    return static_cast<int>(number->get());
  }

  void deadlines(const toml::table& table) {
    std::map<std::string, std::string> seen;
    std::vector<std::pair<Exercise*, Deadline>> single;
    for (const auto& [key, value] : table) {
      const Deadline deadline = time(key, value);
      const Meaning found = once(text(key), key.source(), seen);
      for (Exercise* exercise : found.exercises) {
        if (!found.chapter) single.emplace_back(exercise, deadline);
        exercise->deadline = deadline;
      }
    }
    for (const auto& [exercise, deadline] : single) exercise->deadline = deadline;
  }

  Deadline time(const toml::key& key, const toml::node& value) const {
    const toml::value<toml::date_time>* const node = value.as_date_time();
    if (node == nullptr || !node->get().offset)
      refuse(key.source(), text(key) +
                               " takes a time with its zone, without quotes, as 2026-10-12T23:59:00+02:00" +
                               (node == nullptr ? "" : ": the zone is missing"));
    const toml::date_time& at = node->get();
    const std::chrono::year_month_day day{std::chrono::year(at.date.year), std::chrono::month(at.date.month),
                                          std::chrono::day(at.date.day)};
    const auto minutes = std::chrono::minutes(at.time.hour * 60 + at.time.minute - at.offset->minutes);
    std::ostringstream written;
    written << at;
    return {written.str(), std::chrono::sys_days(day) + minutes + std::chrono::seconds(at.time.second)};
  }

  void late(const toml::table& table) {
    Late late;
    for (const auto& [key, value] : table) {
      if (key == "percent_per_day")
        late.percent_per_day = whole(key, value, 100);
      else if (key == "days")
        late.days = whole(key, value, 1000);
      else
        refuse(key.source(), "'" + text(key) + "' is none of percent_per_day, days");
    }
    if (table.contains("percent_per_day") && late.days == 0)
      refuse(table.source(), "[late] says percent_per_day and no days: for how many days is anything taken?");
    plan_.late = late;
  }

  void take_out() {
    for (const Exercise& exercise : exercises_) {
      const std::string name = exercise.full_name();
      if (!only_at_.empty() && !only_.contains(name)) plan_.left_out.emplace(name, only_at_);
      if (without_.contains(name)) plan_.left_out.emplace(name, without_at_);
    }
    std::erase_if(exercises_, [&](const Exercise& one) { return plan_.left_out.contains(one.full_name()); });
    if (exercises_.empty())
      throw Refused((only_at_.empty() ? without_at_ : only_at_) + ": this leaves no exercise in the course");
  }

  std::string name_;
  std::vector<Exercise>& exercises_;
  Plan plan_;
  std::map<std::string, bool> only_;
  std::map<std::string, bool> without_;
  std::string only_at_;
  std::string without_at_;
};

}  // namespace

Plan read_plan(const std::filesystem::path& file, const std::string& name, std::vector<Exercise>& exercises) {
  if (!std::filesystem::exists(file)) return {};
  try {
    const std::string text = text_of(file);
    return Reader(name, exercises).read(toml::parse(text));
  } catch (const toml::parse_error& error) {
    throw Refused(name + ":" + std::to_string(error.source().begin.line) + ": " +
                  std::string(error.description()));
  }
}

}  // namespace unroll::course
