#pragma once

#include <cstdio>
#include <mutex>
#include <streambuf>
#include <string_view>

namespace unroll::trace {

/// Sees what the program writes to its standard output (`std::cout`; with the GNU library also `printf`,
/// `puts` and their like) and lets it pass at once, in order. What is written to the file descriptor itself
/// passes unseen. Lifetime: one at a time; must be made before the program's first output. Threads: made and
/// destroyed by one; output may come from any.
class Console {
 public:
  /// Told of each piece of output behind its writing, on the thread that writes; `text` is there for this
  /// call only. Needs: it prints nothing itself, for it is called under a lock.
  using Listener = void (*)(std::string_view);

  /// Takes the places of `std::cout`'s buffer and of `stdout`. The two are no longer kept in step by the
  /// library (`sync_with_stdio`), for good; here each passes at once.
  explicit Console(Listener listener);
  Console(const Console&) = delete;
  Console& operator=(const Console&) = delete;
  ~Console();

 private:
  class Tee final : public std::streambuf {
   public:
    Listener listener = nullptr;
    std::streambuf* to = nullptr;
    std::mutex mutex{};

   protected:
    int_type overflow(int_type c) override;
    std::streamsize xsputn(const char* text, std::streamsize size) override;
    int sync() override;
  };

  Tee tee_;
  std::FILE* stdout_before_ = nullptr;
};

}  // namespace unroll::trace
