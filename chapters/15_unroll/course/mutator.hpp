#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "15_unroll/course/mutants.hpp"
#include "15_unroll/course/outline.hpp"
#include "15_unroll/course/tokens.hpp"

namespace unroll::course {

/// Makes the mistakes that people make: another operator, a statement forgotten, two in the wrong order, a
/// condition that is always true. It changes tokens and knows no types: the compiler says what makes sense.
class Mutator {
 public:
  /// `allowed[n]`: whether line n may be changed.
  Mutator(const std::string& source, std::vector<bool> allowed);

  std::vector<Mutant> make();

 private:
  void change_words();
  void change_word(std::size_t i);
  void change_sign(std::size_t i);
  void drop_operands(std::size_t i);
  void change_heads();
  void change_condition(std::size_t open);
  void change_statements();
  /// `by` is left in its place.
  void drop(const Statement& statement, const std::string& by);
  void swap(const Statement& one, const Statement& other);
  void return_early();

  bool has_space_round(std::size_t i) const;
  bool is(std::size_t i, const char* text) const { return i < tokens_.size() && tokens_[i].is(text); }
  bool is_any(std::size_t i, std::string_view words) const;
  /// The text from one place of the source to another becomes this one.
  void replace(const char* kind, std::size_t from, std::size_t to, const std::string& by);
  void replace(const char* kind, std::size_t i, const std::string& by) {
    replace(kind, tokens_[i].at, tokens_[i].end(), by);
  }

  const std::string& source_;
  std::vector<bool> allowed_;
  std::vector<Token> tokens_;
  Outline outline_;
  std::vector<Mutant> mutants_;
};

}  // namespace unroll::course
