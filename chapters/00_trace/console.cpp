#include "00_trace/console.hpp"

#include <iostream>
#include <utility>

namespace unroll::trace {
namespace {

#ifdef __GLIBC__
Console::Listener printf_listener = nullptr;
std::FILE* real_stdout = nullptr;

ssize_t write_through(void*, const char* text, std::size_t size) {
  const std::size_t written = std::fwrite(text, 1, size, real_stdout);
  std::fflush(real_stdout);
  printf_listener({text, written});
  return written == 0 && size != 0 ? -1 : static_cast<ssize_t>(written);
}
#endif

}  // namespace

Console::Console(Listener listener) {
  static const std::ios_base::Init streams_are_there;
  // Else a program that says this later takes our place, and its output would miss the door below.
  std::ios_base::sync_with_stdio(false);
  tee_.listener = listener;
  tee_.to = std::cout.rdbuf(&tee_);
#ifdef __GLIBC__
  real_stdout = stdout;
  printf_listener = listener;
  cookie_io_functions_t functions{};
  functions.write = write_through;
  if (std::FILE* const ours = fopencookie(nullptr, "w", functions)) {
    std::setvbuf(ours, nullptr, _IONBF, 0);
    stdout_before_ = std::exchange(stdout, ours);
  }
#endif
}

Console::~Console() {
  std::cout.flush();
  if (std::cout.rdbuf() == &tee_) std::cout.rdbuf(tee_.to);
#ifdef __GLIBC__
  if (stdout_before_ != nullptr) std::fclose(std::exchange(stdout, stdout_before_));
#endif
}

Console::Tee::int_type Console::Tee::overflow(int_type c) {
  if (traits_type::eq_int_type(c, traits_type::eof())) return traits_type::not_eof(c);
  const char one = traits_type::to_char_type(c);
  return xsputn(&one, 1) == 1 ? c : traits_type::eof();
}

int Console::Tee::sync() {
  const std::lock_guard lock(mutex);
  return to->pubsync();
}

std::streamsize Console::Tee::xsputn(const char* text, std::streamsize size) {
  const std::lock_guard lock(mutex);
  const std::streamsize written = to->sputn(text, size);
  to->pubsync();
  if (written > 0) listener({text, static_cast<std::size_t>(written)});
  return written;
}

}  // namespace unroll::trace
