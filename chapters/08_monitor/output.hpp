#pragma once

#include <array>
#include <charconv>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <source_location>
#include <string_view>

namespace unroll::monitor {

/// A place of the source, `file.cpp:12`. (With both compilers a source_location is one pointer.)
struct Place {
  std::source_location at{};  ///< line 0: not known

  /// False for nowhere.
  bool known() const { return at.line() != 0; }

  /// As the compiler was given it, folders and all. Never goes away.
  const char* file() const { return at.file_name(); }
  bool operator==(const Place& other) const {
    return at.line() == other.at.line() && at.column() == other.at.column() && file() == other.file();
  }
};

/// So many microseconds, for people.
struct Span {
  std::int64_t microseconds;  ///< told in the unit that fits: us, ms or s
};

/// The same in a column of numbers.
struct Aligned {
  std::int64_t microseconds;  ///< not negative
};

/// A name in an object of JSON or a piece of text in it: written with quotes.
struct Quoted {
  std::string_view text;  ///< looked at, not copied
};

/// Text that is put together without any memory but its own and leaves in pieces. A dump may be asked for by
/// a signal, which comes in the midst of anything: nothing here allocates, locks or throws.
class Output {
 public:
  /// Takes a piece: `size` bytes, without a zero behind them. `to` is what the Output was made with.
  using Write = void (*)(void* to, const char* text, std::size_t size);

  /// `write` is called when 1,024 bytes have come together, and at the end: by the destructor, so it must not
  /// throw. `to` is not owned, and outlives this. Where a handler of a signal writes, `write` has to be a
  /// function that may be called there.
  Output(Write write, void* to) : write_(write), to_(to) {}
  Output(const Output&) = delete;
  Output& operator=(const Output&) = delete;
  ~Output() { flush(); }

  /// As it is; it need not outlive the call.
  Output& operator<<(std::string_view text) {
    while (!text.empty()) {
      if (used_ == room_.size()) flush();
      const std::size_t count = text.copy(room_.data() + used_, room_.size() - used_);
      used_ += count;
      text.remove_prefix(count);
    }
    return *this;
  }

  /// In decimal digits.
  template <std::integral Number>
  Output& operator<<(Number number) {
    char digits[24];
    return *this << std::string_view(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
  }

  /// `file.cpp:12`, without the folders.
  Output& operator<<(Place place) {
    if (!place.known()) return *this << "a place not known here";
    const std::string_view path(place.file());
    return *this << path.substr(path.rfind('/') + 1) << ":" << place.at.line();
  }

  /// 12 us, 150 ms, 2.500 s
  Output& operator<<(Span span) {
    if (span.microseconds < 1'000) return *this << span.microseconds << " us";
    if (span.microseconds < 1'000'000) return *this << span.microseconds / 1'000 << " ms";
    const std::int64_t milliseconds = span.microseconds / 1'000;
    *this << milliseconds / 1'000
          << (milliseconds % 1'000 < 10    ? ".00"
              : milliseconds % 1'000 < 100 ? ".0"
                                           : ".");
    return *this << milliseconds % 1'000 << " s";
  }

  /// Six columns: `  5 us`, `150 ms`, `  2 s `. Rounded down.
  Output& operator<<(Aligned span) {
    const std::int64_t number = span.microseconds < 1'000       ? span.microseconds
                                : span.microseconds < 1'000'000 ? span.microseconds / 1'000
                                                                : span.microseconds / 1'000'000;
    *this << (number < 10 ? "  " : number < 100 ? " " : "") << number;
    return *this << (span.microseconds < 1'000 ? " us" : span.microseconds < 1'000'000 ? " ms" : " s ");
  }

  /// What would end the text or is no character becomes a space: labels are short names.
  Output& operator<<(Quoted quoted) {
    *this << "\"";
    for (const char c : quoted.text) {
      if (c == '"' || c == '\\') *this << "\\";
      *this << (static_cast<unsigned char>(c) < 0x20 ? std::string_view(" ") : std::string_view(&c, 1));
    }
    return *this << "\"";
  }

  /// Hands on what has come together, if anything has.
  void flush() {
    if (used_ != 0) write_(to_, room_.data(), used_);
    used_ = 0;
  }

 private:
  Write write_;
  void* to_;
  std::array<char, 1024> room_;
  std::size_t used_ = 0;
};

}  // namespace unroll::monitor
