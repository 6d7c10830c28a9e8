// What a rung adds to the one below: its headers, each with its first sentence and its names, and a program
// that both rungs write. The program behind `./unroll diff`.
#include <iostream>

#include "15_unroll/header.hpp"
#include "15_unroll/ladder.hpp"
#include "15_unroll/program_diff.hpp"
#include "15_unroll/refused.hpp"
#include "15_unroll/terminal.hpp"

namespace unroll::course {
namespace {

std::string joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += ' ' + word;
  return text;
}

class Diff {
 public:
  explicit Diff(Ladder ladder) : ladder_(std::move(ladder)) {}

  void show(const std::string& below, const std::string& above) const {
    if (below >= above)
      throw Refused("the lower rung first: ./unroll diff " + Ladder::number(above) + ' ' +
                    Ladder::number(below));
    for (const std::string rung : Ladder::rungs) {
      if (rung > below && rung <= above) added(rung);
    }
    std::string most_telling;
    for (const std::string program : Ladder::programs) {
      if (!ladder_.says(below, program) || !ladder_.says(above, program)) continue;
      count(program, below, above);
      if (most_telling.empty() || program == "save_value") most_telling = program;
    }
    if (!most_telling.empty()) changed(most_telling, below, above);
  }

 private:
  void added(const std::string& rung) const {
    std::cout << paint_.bold << rung << paint_.plain << " adds: " << ladder_.idea(rung) << '\n';
    std::size_t together = 0;
    for (const auto& header : ladder_.headers(rung)) {
      const Lines lines = lines_of(ladder_.root() / "chapters" / header);
      together += count_code(lines);
      std::cout << "\n  " << paint_.bold << header.generic_string() << paint_.plain << "  ("
                << count_code(lines) << " lines of code)\n";
      for (const std::string& line : wrapped(first_sentence(header.stem().string(), lines), 74))
        std::cout << "    " << line << '\n';
      for (const std::string& line : wrapped("names:" + joined(names_in(lines)), 74))
        std::cout << "    " << paint_.dim << line << paint_.plain << '\n';
    }
    std::cout << "\n  Together " << together << " lines of code.\n\n";
  }

  void count(const std::string& program, const std::string& below, const std::string& above) const {
    std::cout << paint_.bold << program << paint_.plain << ": "
              << count_code(lines_of(ladder_.source(below, program))) << " lines of code in " << below << ", "
              << count_code(lines_of(ladder_.source(above, program))) << " in " << above << '\n';
  }

  void changed(const std::string& program, const std::string& below, const std::string& above) const {
    const auto lines =
        changes(lines_of(ladder_.source(below, program)), lines_of(ladder_.source(above, program)));
    const std::string before = "chapters/" + below + '/' + program + ".cpp";
    const std::string after = "chapters/" + above + '/' + program + ".cpp";
    const std::size_t columns = columns_of_output();
    std::cout << '\n' << paint_.bold;
    if (columns >= columns_for_two)
      std::cout << fitted(before, column_width(columns)) << "   " << after << paint_.plain << '\n'
                << in_two_columns(lines, columns, paint_);
    else
      std::cout << "--- " << before << "\n+++ " << after << paint_.plain << '\n'
                << one_below_the_other(lines, paint_);
  }

  const Ladder ladder_;
  const Paint paint_ = paint_of_output();
};

void run(const std::vector<std::string>& words) {
  if (words.size() != 3) throw Refused("diff takes two rungs: ./unroll diff 02 03");
  Diff(Ladder(words[0])).show(Ladder::rung(words[1]), Ladder::rung(words[2]));
}

}  // namespace
}  // namespace unroll::course

int main(int count, char** arguments) {
  try {
    unroll::course::run({arguments + 1, arguments + count});
  } catch (const std::exception& error) {
    std::cerr << "unroll: " << error.what() << '\n';
    return 2;
  }
}
