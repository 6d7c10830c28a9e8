#include "answer.hpp"

#include <algorithm>
#include <exception>
#include <istream>
#include <ostream>
#include <string>

namespace unroll::equivalence {
namespace {

struct Answer {
  std::string line;
  int status = 0;
};

Answer error(std::size_t number, const std::string& why, int status) {
  Answer answer{"{\"error\": ", status};
  append_quoted(answer.line, "line " + std::to_string(number) + ", " + why);
  answer.line += '}';
  return answer;
}

Answer answer_one(const Stage& stage, const std::vector<Stage>& all, const std::string& line,
                  std::size_t number) {
  try {
    const Program program = parse(line);
    if (!speaks(stage, program)) return error(number, beyond(stage, program, all), 2);
    return {to_json(program, stage.run(program))};
  } catch (const Malformed& malformed) {
    return error(number, malformed.what(), 2);
  } catch (const std::exception& thrown) {
    return error(number, std::string(stage.name) + " threw: " + thrown.what(), 1);
  }
}

}  // namespace

int answer(const Stage& stage, const std::vector<Stage>& all, std::istream& in, std::ostream& out) {
  int status = 0;
  std::string line;
  for (std::size_t number = 1; std::getline(in, line); ++number) {
    if (line.find_first_not_of(" \t\r\v\f") == std::string::npos) continue;
    const Answer answer = answer_one(stage, all, line, number);
    out << answer.line << std::endl;  // at once, for whoever asks over a pipe
    status = std::max(status, answer.status);
  }
  return status;
}

}  // namespace unroll::equivalence
