// Wrong: what `data` brings is all of a view: its length is lost.
// Caught by: WholeLines.APieceEndsWhereItsLengthSays (wrong value)
#pragma once

// A file that somebody still writes is read in pieces, and a piece ends anywhere: who takes pieces for lines
// gives away halves. And to have read all that is there does not say that this is all. Mend both.
//
// Contract
// - `add` brings the whole lines that have come, each with its newline, in one string; perhaps none. Half a
//   line is kept until the rest of it is there.
// - A line that is nothing but a dot is the end. It is not brought; from then on `at_end` says true, and
//   `add` brings nothing: what stands behind the end is not looked at.
// - A line that is longer than `longest` bytes, newline not counted, is refused with std::length_error, at
//   the latest when more than so many of it have come.
// - However small the pieces are, no byte is looked at again and again. (How many lines a piece has may cost
//   what it will.)

#include <cstddef>
#include <stdexcept>
#include <string>
#include <string_view>

namespace unroll {

class WholeLines {
 public:
  explicit WholeLines(std::size_t longest = 1024 * 1024) : longest_(longest) {}

  std::string add(std::string_view bytes) {
    bytes = std::string_view(bytes.data());
    std::string lines;
    while (!at_end_ && !bytes.empty()) {
      const std::size_t newline = bytes.find('\n');
      kept_ += bytes.substr(0, newline);
      if (kept_.size() > longest_) throw std::length_error("WholeLines: a line without an end");
      if (newline == std::string_view::npos) break;
      bytes.remove_prefix(newline + 1);
      at_end_ = kept_ == ".";
      if (!at_end_) lines += kept_ + "\n";
      kept_.clear();
    }
    return lines;
  }

  bool at_end() const { return at_end_; }

  std::size_t longest() const { return longest_; }

 private:
  std::size_t longest_;
  std::string kept_;  // half a line
  bool at_end_ = false;
};

}  // namespace unroll
