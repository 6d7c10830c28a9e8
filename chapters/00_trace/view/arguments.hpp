#pragma once

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace unroll::view {

/// It cannot be done like this; `what` says why and what to do.
class Refused : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

enum class Form { text, dot, svg, page };

struct Wishes {
  Form form = Form::text;
  std::string graph = "causes";
  std::string file;
  std::string output;
  std::optional<std::size_t> at;
  bool help = false;
};

/// What the words of the command line ask for. Errors: Refused.
Wishes read_arguments(std::vector<std::string> words);

}  // namespace unroll::view
