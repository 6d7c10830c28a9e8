// The other side of a pool of processes: its worker.
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <utility>

#include "07_threads/framed.hpp"
#include "07_threads/process_pool.hpp"

namespace unroll {

namespace {

struct CloseFile {
  void operator()(std::FILE* file) const { std::fclose(file); }
};
using File = std::unique_ptr<std::FILE, CloseFile>;

/// What `number` stands for, from now on out of reach of whoever reads there or prints, and of whom he
/// starts: for them it is what `instead` is.
File take(int number, int instead, const char* how) {
  Fd ours(::fcntl(number, F_DUPFD_CLOEXEC, 3));
  if (!ours.valid() || ::dup2(instead, number) < 0) throw_errno("dup");
  File file(::fdopen(ours.get(), how));
  if (file == nullptr) throw_errno("fdopen");
  (void)ours.release();
  return file;
}

File take_input() {
  const Fd nothing(::open("/dev/null", O_RDONLY | O_CLOEXEC));
  if (!nothing.valid()) throw_errno("open /dev/null");
  return take(STDIN_FILENO, nothing.get(), "r");
}

File take_output() {
  std::fflush(stdout);
  return take(STDOUT_FILENO, STDERR_FILENO, "w");
}

/// All of `room`, or less at the end. A signal is no end.
std::size_t read(std::FILE* input, std::span<char> room) {
  std::size_t have = 0;
  while (true) {
    have += std::fread(room.data() + have, 1, room.size() - have, input);
    if (have == room.size() || std::ferror(input) == 0) return have;
    if (errno != EINTR) throw_errno("read standard input");
    std::clearerr(input);
  }
}

struct Asked {
  std::uint64_t number;
  std::string job;
};

/// Nothing at the end, also at one that comes too early.
std::optional<Asked> next_job(std::FILE* input) {
  std::string line;
  for (char byte = 0; byte != '\n' && line.size() < Header::longest; line += byte) {
    if (read(input, {&byte, 1}) == 0) return std::nullopt;
  }
  const std::optional<Header> header = header_of(line, {Header::asked});
  if (!header) throw std::runtime_error("answer_jobs: what stands in standard input is no job");
  std::string job(header->size, '\0');
  if (read(input, job) != job.size()) return std::nullopt;
  return Asked{header->job, std::move(job)};
}

std::string framed_answer(const std::function<std::string(std::string)>& answer, Asked asked) {
  try {
    return framed(Header::answered, asked.number, answer(std::move(asked.job)));
  } catch (const std::exception& error) {
    return framed(Header::failed, asked.number, error.what());
  } catch (...) {
    return framed(Header::failed, asked.number, "not a std::exception");
  }
}

}  // namespace

int answer_jobs(const std::function<std::string(std::string)>& answer) {
  const File input = take_input();
  const File output = take_output();
  while (std::optional<Asked> asked = next_job(input.get())) {
    const std::string text = framed_answer(answer, std::move(*asked));
    if (std::fwrite(text.data(), 1, text.size(), output.get()) != text.size()) return 1;
    if (std::fflush(output.get()) != 0) return 1;
  }
  return 0;
}

}  // namespace unroll
