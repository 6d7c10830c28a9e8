// Wrong: each byte is moved to its place: by twenty-four, by eight, by eight.
// Caught by: Frames.AllFourBytesOfALengthCount (lost wake-up)
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

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>

#include "04_coroutines/task.hpp"
#include "06_io/stream.hpp"

namespace unroll {

class Torn : public std::runtime_error {
 public:
  Torn() : std::runtime_error("the stream has ended in the midst of a message") {}
};

/// Lifetime: outlives the tasks of `next`, and `from` outlives this. One `next` at a time.
class Frames {
 public:
  Frames(Stream& from, std::size_t longest) : from_(from), longest_(longest) {}

  Task<std::optional<std::string>> next() {
    while (!whole()) {
      const std::size_t count = co_await from_.read_some(room_);
      if (count == 0 && !kept_.empty()) throw Torn();
      if (count == 0) co_return std::nullopt;
      kept_.append(room_.data(), count);
    }
    std::string message = kept_.substr(header, length());
    kept_.erase(0, header + message.size());
    co_return message;
  }

 private:
  static constexpr std::size_t header = 4;

  bool whole() const {
    if (kept_.size() < header) return false;
    if (length() > longest_) throw std::length_error("Frames: a message is too long");
    return kept_.size() >= header + length();
  }

  std::size_t length() const {
    const auto byte = [this](std::size_t i) -> std::size_t { return static_cast<unsigned char>(kept_[i]); };
    return byte(0) << 24 | byte(1) << 8 | byte(2) << 8 | byte(3);
  }

  Stream& from_;
  std::size_t longest_;
  std::array<char, 4096> room_{};
  std::string kept_;
};

}  // namespace unroll
