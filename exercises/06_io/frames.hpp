#pragma once

// A stream brings bytes, and a program wants messages. One way to say where a message ends is to say first
// how long it is. Write the reader for that.
//
// On the stream a message is four bytes, its length, the greatest first (100 is 00 00 00 64), then its bytes.
//
// Contract
// - `next` brings the messages one after the other, whole, in whatever pieces their bytes come. An empty
//   message is a message.
// - It brings nothing when the stream is at its end. An end in the midst of a message is a Torn.
// - A message longer than `longest` is a std::length_error, as soon as its length is known.
// - A `next` that is destroyed while it waits loses no byte: the next one goes on where it stood.

#include <cstddef>
#include <optional>
#include <stdexcept>
#include <string>

#include "04_coroutines/task.hpp"
#include "06_io/stream.hpp"
#include "todo.hpp"

namespace unroll {

class Torn : public std::runtime_error {
 public:
  Torn() : std::runtime_error("the stream has ended in the midst of a message") {}
};

/// Lifetime: outlives the tasks of `next`, and `from` outlives this. One `next` at a time.
class Frames {
 public:
  Frames(Stream& from, std::size_t longest) : from_(from), longest_(longest) {}

  Task<std::optional<std::string>> next() { todo("next: read until a message is whole, and bring it"); }

 private:
  [[maybe_unused]] Stream& from_;
  [[maybe_unused]] std::size_t longest_;
};

}  // namespace unroll
