#pragma once

#include <cstddef>
#include <vector>

#include "15_unroll/course/tokens.hpp"

namespace unroll::course {

/// From one token to another, both included.
struct Statement {
  std::size_t first;
  std::size_t last;
};

/// Which statements a source has. Made for sources that compile, in the house style; it knows no types, so it
/// sees less than a compiler. Lifetime: the tokens outlive it. Errors: Refused, if a bracket has no partner.
class Outline {
 public:
  explicit Outline(const std::vector<Token>& tokens);

  /// The bracket that belongs to this one.
  std::size_t partner(std::size_t bracket) const { return partners_[bracket]; }

  /// Those of each pair of braces that holds statements.
  const std::vector<std::vector<Statement>>& blocks() const { return blocks_; }
  /// Those that have no braces round them: behind an `if`, an `else`, a loop.
  const std::vector<Statement>& lone() const { return lone_; }
  /// The opening braces of functions, lambdas included.
  const std::vector<std::size_t>& functions() const { return functions_; }

 private:
  enum class Holds : unsigned char { values, members, statements, function };

  void pair();
  void classify();
  Holds what_holds(std::size_t brace) const;
  bool begins_type(std::size_t brace) const;
  bool ends_head_of_lambda(std::size_t brace) const;
  void split(std::size_t brace);
  std::size_t end_of(std::size_t first);
  std::size_t end_of_branch(std::size_t first);
  std::size_t end_of_control(std::size_t first);

  const std::vector<Token>& tokens_;
  std::vector<std::size_t> partners_;
  std::vector<Holds> holds_;            // of each opening brace
  std::vector<std::size_t> enclosing_;  // the brace round each opening brace; its own place if there is none
  std::vector<std::vector<Statement>> blocks_;
  std::vector<Statement> lone_;
  std::vector<std::size_t> functions_;
};

}  // namespace unroll::course
