#include "15_unroll/course/making.hpp"

#include <algorithm>
#include <cctype>
#include <iostream>
#include <map>
#include <regex>
#include <sstream>

#include "15_unroll/refused.hpp"

namespace unroll::course {

namespace fs = std::filesystem;

namespace {

constexpr const char* blank = "____ ";  // with a space: predictions have blanks, too, and those are meant

/// What differs from kind to kind. NAME and Suite stand for those of the exercise.
struct Form {
  const char* includes;
  const char* code;  // of the starter
  const char* test;
};

const std::map<std::string, Form> forms{
    {"write",
     {"\"todo.hpp\"", R"(inline int NAME(int) { todo("NAME: ____ what is to be written"); })",
      R"(TEST(Suite, KeepsItsPromise) {
  EXPECT_EQ(unroll::NAME(1), 2) << "____ the promise, in words";
})"}},
    {"mend",
     {"",
      R"(inline int NAME(int number) {
  return number;  // ____ the defect
})",
      R"(TEST(Suite, KeepsItsPromise) {
  EXPECT_EQ(unroll::NAME(1), 2) << "____ the promise, in words";
})"}},
    {"predict",
     {"<functional>\n#include <string>\n#include <vector>",
      R"(inline void program(const std::function<void(std::string)>& print) {
  print("____ the program");
}

inline const std::vector<std::string> prediction = {"____"};)",
      R"(TEST(Suite, IsWhatYouHaveForetold) {
  unroll::check::Seen seen;
  unroll::program([&](const std::string& line) { seen(line); });
  EXPECT_TRUE(unroll::check::foretold(seen, unroll::prediction)) << "____ what it shows, in words";
})"}},
    {"test",
     {"<functional>\n#include <string>\n\n#include \"todo.hpp\"",
      R"(using Subject = std::function<int(int)>;

/// "" if the subject keeps the contract, else what is wrong with it, in words.
inline std::string NAME(const Subject&) { todo("NAME: ____ what is to be tested"); })",
      R"(TEST(Suite, AcceptsWhatIsRight) {
  EXPECT_EQ(unroll::NAME([](int number) { return number + 1; }), "") << "____ why it is right";
}

TEST(Suite, RefusesWhatIsBroken) {
  EXPECT_NE(unroll::NAME([](int number) { return number; }), "") << "____ what is broken";
})"}},
    {"port",
     {"\"todo.hpp\"", R"(inline int NAME(int) { todo("NAME: ____ what NAME.py does"); })",
      R"(TEST(Suite, DoesWhatTheOtherDid) {
  EXPECT_EQ(unroll::NAME(1), 2) << "____ the promise, in words";
})"}},
    {"fast",
     {"<functional>",
      R"(inline int NAME(int number, const std::function<void()>& step) {
  for (int i = 0; i != number; ++i) step();  // ____ what is too much
  return number;
})",
      R"(TEST(Suite, TakesOneStep) {
  int steps = 0;
  EXPECT_EQ(unroll::NAME(1000, [&] { ++steps; }), 1000) << "____ it still does what it did";
  EXPECT_LE(steps, 1) << "____ how much is enough";
})"}},
};

std::string replaced(std::string text, const std::string& what, const std::string& by) {
  for (std::size_t at = 0; (at = text.find(what, at)) != std::string::npos; at += by.size())
    text.replace(at, what.size(), by);
  return text;
}

/// first_loop → FirstLoop
std::string suite_of(const std::string& name) {
  std::string suite;
  bool large = true;
  for (const char c : name) {
    if (c != '_') suite += large ? static_cast<char>(std::toupper(static_cast<unsigned char>(c))) : c;
    large = c == '_';
  }
  return suite;
}

std::string first_test(const std::string& test) { return tests_in("\n" + test).front(); }

std::string header(const Form& form, const std::string& name) {
  const std::string includes =
      *form.includes == '\0' ? "" : "#include " + std::string(form.includes) + "\n\n";
  return replaced(
      "#pragma once\n\n// ____ what this is about, and what one writes first.\n//\n// Contract\n"
      "// - ____ one promise a line: what holds, whatever is done.\n\n" +
          includes + "namespace unroll {\n\n" + form.code + "\n\n}  // namespace unroll\n",
      "NAME", name);
}

std::string entry(const std::string& chapter, const std::string& name, const std::string& kind,
                  const std::string& test) {
  return "\n[[exercise]]\nname = \"" + name + "\"\ntitle = \"____ its title\"\nkind = \"" + kind +
         "\"\ngoal = \"____ what you can do when it is done.\"\nminutes = 15\nsanitizers = [\"address\"]\n"
         "read = \"chapters/" +
         chapter +
         "/README.md#invariants\"\nhints = [\n  \"____ a nudge\",\n  \"____ more than a nudge\",\n"
         "  \"____ near-code\",\n]\n[exercise.when]\n\"" +
         test + "\" = \"____ what to think of when this test fails.\"\n";
}

/// The chapter that is called so, and has exercises: 03_futures for 3, 03 and 03_futures.
std::string chapter_named(const Course& course, const std::string& word) {
  for (const auto& folder : fs::directory_iterator(course.root() / "exercises")) {
    const std::string name = folder.path().filename();
    const bool meant = word == name || word == name.substr(0, 2) || "0" + word == name.substr(0, 2);
    if (meant && fs::exists(folder.path() / "chapter.toml")) return name;
  }
  throw Refused("there is no chapter '" + word + "' that has exercises (exercises/…/chapter.toml)");
}

/// Lines with a blank, each with its place.
void add_blanks(std::string& open, const Course& course, const fs::path& file) {
  std::istringstream lines(text_of(file));
  std::size_t number = 0;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    const std::size_t at = line.find(blank);
    if (at == std::string::npos) continue;
    const std::string rest = line.substr(at + std::string(blank).size());
    open += file.lexically_relative(course.root()).string() + ":" + std::to_string(number) + ": say " +
            rest.substr(0, rest.find_first_of("\"")) + "\n";
  }
}

/// The lines of the manifest that belong to one exercise.
void add_blanks_of_entry(std::string& open, const Course& course, const Exercise& exercise) {
  const fs::path file = fs::path("exercises") / exercise.chapter / "chapter.toml";
  std::istringstream lines(text_of(course.root() / file));
  std::size_t number = 0;
  bool inside = false;
  for (std::string line; std::getline(lines, line);) {
    ++number;
    if (line.starts_with("name = ")) inside = line == "name = \"" + exercise.name + "\"";
    const std::size_t at = line.find(blank);
    if (inside && at != std::string::npos)
      open += file.string() + ":" + std::to_string(number) + ": say " +
              line.substr(at + 5, line.find('"', at) - at - 5) + "\n";
  }
}

}  // namespace

int make_exercise(const Course& course, const std::string& word, const std::string& kind) {
  static const std::regex form(R"(([0-9A-Za-z_]+)/([a-z][a-z0-9_]*))");
  std::smatch words;
  if (!std::regex_match(word, words, form))
    throw Refused("'" + word +
                  "' names no exercise: a chapter and a name in small letters, as 03_futures/first_one");
  if (!forms.contains(kind))
    throw Refused("'" + kind + "' is none of write, mend, predict, test, port, fast");
  const std::string chapter = chapter_named(course, words[1]);
  const std::string name = words[2];
  const Form& one = forms.at(kind);
  const std::string test = replaced(replaced(one.test, "NAME", name), "Suite", suite_of(name));
  const std::string starter = header(one, name);
  const std::string head =
      "// Wrong: ____ the misconception.\n// Caught by: " + first_test(test) + " (wrong value)\n";
  std::map<fs::path, std::string> files{
      {"exercises/" + chapter + "/" + name + ".hpp", starter},
      {"solutions/" + chapter + "/" + name + ".hpp", starter},
      {"tests/exercises/" + chapter + "/" + name + "/first_mistake.hpp", head + starter},
      {"tests/exercises/" + chapter + "/" + name + "_test.cpp",
       "#include \"" + chapter + "/" + name + ".hpp\"\n\n#include \"check.hpp\"\n\nnamespace {\n\n" + test +
           "\n\n}  // namespace\n"}};
  if (kind == "port")
    files["exercises/" + chapter + "/" + name + ".py"] = "# ____ the program that is to be ported\n";
  for (const auto& [file, text] : files) {
    if (fs::exists(course.root() / file)) throw Refused(file.string() + " is there already");
  }
  const fs::path manifest = course.root() / "exercises" / chapter / "chapter.toml";
  const std::string entries = text_of(manifest);
  if (entries.find("\nname = \"" + name + "\"\n") != std::string::npos)
    throw Refused("exercises/" + chapter + "/chapter.toml has an exercise " + name + " already");
  for (const auto& [file, text] : files) write_file(course.root() / file, text);
  write_file(manifest, entries + entry(chapter, name, kind, first_test(test)));
  std::cout << "Made, with a blank (____) wherever something is to be said:\n";
  for (const auto& [file, text] : files) std::cout << "  " << file.string() << "\n";
  std::cout << "  exercises/" << chapter << "/chapter.toml, at its end\n"
            << "What is still to do: ./unroll verify " << chapter << "/" << name << "\n";
  return 0;
}

std::string left_open(const Course& course, const Exercise& exercise) {
  std::string open;
  add_blanks_of_entry(open, course, exercise);
  add_blanks(open, course, course.starter(exercise));
  add_blanks(open, course, course.solution(exercise));
  add_blanks(open, course, course.test(exercise));
  const auto wrong = course.wrong_solutions(exercise);
  for (const WrongSolution& one : wrong) add_blanks(open, course, one.header);
  if (wrong.empty())
    open += "tests/exercises/" + exercise.full_name() + "/: write a wrong solution, and more than one\n";
  const fs::path page = course.root() / "chapters" / exercise.chapter / "README.md";
  if (fs::exists(page) && text_of(page).find("`" + exercise.name + "`") == std::string::npos)
    open += "chapters/" + exercise.chapter + "/README.md: name `" + exercise.name +
            "` in its section Exercises\n";
  return open;
}

}  // namespace unroll::course
