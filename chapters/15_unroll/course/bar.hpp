#pragma once

#include <unistd.h>

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <iostream>
#include <string>
#include <string_view>

#include "15_unroll/terminal.hpp"

namespace unroll::course {

/// How far long work is, on stderr: one line that changes, on a terminal; elsewhere a line every ten percent.
class Bar {
 public:
  /// There is one stderr.
  static Bar& here() {
    static Bar bar;
    return bar;
  }

  void show(std::size_t done, std::size_t all, const std::string& what) {
    const std::size_t percent = all == 0 ? 100 : done * 100 / all;
    const std::string line =
        std::to_string(percent) + " %  " + std::to_string(done) + " of " + std::to_string(all);
    if (terminal_) {
      std::cerr << "\r\x1b[K" << fitted(line + "  " + what, columns_of_output() - 1) << std::flush;
    } else if (percent / 10 > told_) {
      told_ = percent / 10;
      std::cerr << line << "\n";
    }
  }

  /// The first line is ours; what stands below may be quoted, and is left as it is.
  void say(const std::string& text) {
    clear();
    const std::size_t end = std::min(text.find('\n'), text.size());
    std::cerr << folded(text.substr(0, end));
    if (end + 1 < text.size()) std::cerr << text.substr(end + 1) << (text.ends_with('\n') ? "" : "\n");
  }

  void clear() const {
    if (terminal_) std::cerr << "\r\x1b[K" << std::flush;
  }

 private:
  bool terminal_ = ::isatty(STDERR_FILENO) == 1 && std::getenv("TERM") != nullptr &&
                   std::string_view(std::getenv("TERM")) != "dumb";
  std::size_t told_ = 0;
};

}  // namespace unroll::course
