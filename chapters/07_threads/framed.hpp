#pragma once

#include <charconv>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <system_error>

namespace unroll {

/// What stands before the bytes of a job, or of an answer, between a pool of processes and its workers
/// (process_pool.hpp).
struct Header {
  char mark = 0;          ///< one of the three below
  std::uint64_t job = 0;  ///< the number of the job, in its answer too
  std::size_t size = 0;   ///< how many bytes follow

  static constexpr char asked = '?';          ///< a job
  static constexpr char answered = '=';       ///< an answer
  static constexpr char failed = '!';         ///< what `answer` threw
  static constexpr std::size_t longest = 48;  ///< with its newline
};

/// `bytes` behind their header.
inline std::string framed(char mark, std::uint64_t job, const std::string& bytes) {
  return mark + std::to_string(job) + ' ' + std::to_string(bytes.size()) + '\n' + bytes;
}

/// Nothing if it is none, or has none of these marks. `line` ends with its newline.
inline std::optional<Header> header_of(const std::string& line, const std::string& marks) {
  if (line.empty() || line.back() != '\n' || marks.find(line.front()) == std::string::npos)
    return std::nullopt;
  Header header{line.front()};
  const char* const end = line.data() + line.size() - 1;
  const auto job = std::from_chars(line.data() + 1, end, header.job);
  if (job.ec != std::errc() || *job.ptr != ' ') return std::nullopt;
  const auto size = std::from_chars(job.ptr + 1, end, header.size);
  if (size.ec != std::errc() || size.ptr != end) return std::nullopt;
  return header;
}

}  // namespace unroll
