#pragma once

#include <chrono>
#include <cstdint>
#include <limits>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace unroll::equivalence {

using Milliseconds = std::chrono::milliseconds;

enum class Kind : std::uint8_t { emit, sleep, fail, seq, all, catch_, finally, group, race, timeout };

/// The position of a node in the order of its text. Sorting by it is sorting by path, number by number.
using NodeId = std::uint32_t;
inline constexpr NodeId nowhere = std::numeric_limits<NodeId>::max();

/// The waits of one program may add up to this, so that no clock in nanoseconds overflows.
inline constexpr Milliseconds longest_wait{1'000'000'000'000};

struct Node {
  Kind kind = Kind::seq;
  NodeId parent = nowhere;
  std::uint32_t index = 0;  ///< among the children of its parent, as paths count them
  NodeId past = 0;          ///< one past its last descendant
  Milliseconds wait{0};     ///< of a sleep or a timeout
  std::string label;        ///< of an emit or a fail
};

/// A program of the little language of random programs, its nodes in the order of its text: a node's first
/// child stands right behind it, the next sibling behind the last descendant. Loops over all nodes need no
/// recursion: upwards they see parents first, downwards children first. However deep, it is one array.
class Program {
 public:
  /// The children of one node, first to last. Valid as long as the program.
  class Children {
   public:
    class Iterator {
     public:
      Iterator(const std::vector<Node>* nodes, NodeId at) : nodes_(nodes), at_(at) {}
      NodeId operator*() const { return at_; }
      Iterator& operator++() { return at_ = (*nodes_)[at_].past, *this; }
      bool operator==(const Iterator& other) const { return at_ == other.at_; }
      bool operator!=(const Iterator& other) const { return at_ != other.at_; }

     private:
      const std::vector<Node>* nodes_;
      NodeId at_;
    };

    Children(const std::vector<Node>& nodes, NodeId parent) : nodes_(&nodes), parent_(parent) {}
    Iterator begin() const { return {nodes_, parent_ + 1}; }
    Iterator end() const { return {nodes_, (*nodes_)[parent_].past}; }
    bool empty() const { return begin() == end(); }

   private:
    const std::vector<Node>* nodes_;
    NodeId parent_;
  };

  static constexpr NodeId root = 0;

  NodeId size() const { return static_cast<NodeId>(nodes_.size()); }
  const Node& operator[](NodeId node) const { return nodes_[node]; }
  Children children(NodeId node) const { return {nodes_, node}; }

  /// The program inside a catch, finally or timeout.
  NodeId body(NodeId node) const { return node + 1; }
  /// The handler of a catch, the clean-up of a finally.
  NodeId second(NodeId node) const { return nodes_[body(node)].past; }

 private:
  friend class Builder;
  std::vector<Node> nodes_;
};

/// Writes a program down from left to right.
class Builder {
 public:
  /// Begins a form; what follows until its `close` are its children.
  NodeId open(Kind kind, Milliseconds wait = Milliseconds{0}, std::string label = {});
  void close();
  /// A form without children.
  void leaf(Kind kind, Milliseconds wait, std::string label = {});
  /// A copy of `node` of another program and of all below it.
  void copy(const Program& from, NodeId node);

  Node& operator[](NodeId node) { return program_.nodes_[node]; }
  const Program& so_far() const { return program_; }
  /// The innermost form that is open, or `nowhere`.
  NodeId innermost() const { return open_.empty() ? nowhere : open_.back().node; }
  /// The index that the next child of the innermost form will have.
  std::uint32_t next_index() const;
  /// Needs: everything closed.
  Program take() { return std::move(program_); }

 private:
  struct Open {
    NodeId node;
    std::uint32_t children = 0;
  };
  Program program_;
  std::vector<Open> open_;
};

/// What is wrong with a program, and where.
struct Malformed : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// Reads a program from its JSON. Errors: Malformed, saying where (a path) and why.
Program parse(std::string_view json);
std::string to_json(const Program& program);

/// Child indices from the root, as "0.2.1"; "" for the root.
std::string path(const Program& program, NodeId node);
/// "at 0.2.1" or "at the root", for messages.
std::string at(std::string_view path);

std::string_view name(Kind kind);
/// How a form is written, as `["catch", P, H]`.
std::string_view shape(Kind kind);
/// 1: emit, sleep, seq, all. 2: fail, catch, finally too. 3: everything.
int level(Kind kind);
int level(const Program& program);
/// Whether a queue without a clock can run it: level 1, and no sleep but of 0.
bool speaks_01(const Program& program);

/// Appends `text` as a JSON string.
void append_quoted(std::string& out, std::string_view text);

}  // namespace unroll::equivalence
