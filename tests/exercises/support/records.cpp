#include "exercises/support/records.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>

namespace unroll::check {
namespace {

int to = -1;
pid_t ours = 0;

}  // namespace

void Record::open() {
  const char* const name = std::getenv("UNROLL_RECORDS");
  if (name == nullptr) return;
  const int low = ::open(name, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  to = ::fcntl(low, F_DUPFD_CLOEXEC, 900);  // out of the way of who closes one descriptor too many
  if (to < 0)
    to = low;
  else
    ::close(low);
  ours = ::getpid();
  ::unsetenv("UNROLL_RECORDS");
}

Record::Record(std::string_view event) {
  put("{\"event\":\"");
  put(event);
  put("\"");
}

/// One write: what several threads say at a time is not mixed. A child that was forked says nothing: what
/// becomes of it is the business of the test.
Record::~Record() {
  put("}\n");
  if (::getpid() != ours) return;
  for (std::size_t from = 0; to >= 0 && from < size_;) {
    const ssize_t count = ::write(to, line_ + from, size_ - from);
    if (count <= 0) return;  // nobody listens any more
    from += static_cast<std::size_t>(count);
  }
}

Record& Record::text(std::string_view name, std::string_view value) {
  put(",\"");
  put(name);
  put("\":\"");
  const std::size_t end = std::min(size_ + longest, room - room_for_the_rest);
  for (const char c : value) {
    constexpr std::string_view digits = "0123456789abcdef";
    const auto byte = static_cast<unsigned char>(c);
    if (size_ >= end) break;
    if (c == '"' || c == '\\') {
      put("\\");
      put({&c, 1});
    } else if (byte < 0x20) {
      const char escaped[] = {'\\', 'u', '0', '0', digits[byte >> 4U], digits[byte & 15U]};
      put({escaped, sizeof escaped});
    } else {
      put({&c, 1});
    }
  }
  put("\"");
  return *this;
}

Record& Record::number(std::string_view name, long long value) {
  put(",\"");
  put(name);
  put("\":");
  put_number(value);
  return *this;
}

Record& Record::calls(void* const* addresses, int count) {
  put(",\"calls\":[");
  for (int i = 0; i < count; ++i) {
    if (i != 0) put(",");
    put_number(static_cast<long long>(reinterpret_cast<std::intptr_t>(addresses[i])));
  }
  put("]");
  return *this;
}

void Record::put(std::string_view text) {
  if (size_ + text.size() > room) return;
  text.copy(line_ + size_, text.size());
  size_ += text.size();
}

void Record::put_number(long long value) {
  char digits[24];
  put({digits, static_cast<std::size_t>(std::to_chars(digits, digits + sizeof digits, value).ptr - digits)});
}

}  // namespace unroll::check

// The sanitizer of undefined behaviour, where there is one, calls this when it has something to report. Its
// own words go to stderr, where whatever the program prints goes too.
extern "C" void __ubsan_get_current_report_data(const char** kind, const char** message, const char** file,
                                                unsigned* line, unsigned* column, char** address)
    __attribute__((weak));  // not there where another sanitizer is
extern "C" void __ubsan_on_report() {
  if (__ubsan_get_current_report_data == nullptr) return;
  const char* kind = "";
  const char* message = "";
  const char* file = "";
  unsigned line = 0;
  unsigned column = 0;
  char* address = nullptr;
  __ubsan_get_current_report_data(&kind, &message, &file, &line, &column, &address);
  unroll::check::Record("undefined").text("text", message).text("file", file).number("line", line);
}
