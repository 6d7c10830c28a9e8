#include "00_trace/trace_file.hpp"

#include <utility>

namespace unroll::trace {

void TraceFile::begin() {
  begun_ = true;
  out_ = "{\"otherData\":{\"schema\":\"unroll-trace/1\",\"title\":";
  append_quoted(out_, title_);
#ifdef __clang__
  append_quoted(out_ += ",\"compiler\":", __VERSION__);
#else
  append_quoted(out_ += ",\"compiler\":", "g++ " __VERSION__);
#endif
  out_ += ",\"clock\":";
  clock_at_ = static_cast<long>(out_.size());
  out_ += clock_ + "},\n\"traceEvents\":[\n";
  Event(out_, 'M', "process_name", 0, 0, 1)
      .arg("name", title_.empty() ? "a program" : std::string_view(title_));
}

Event TraceFile::event(char phase, std::string_view name, std::int64_t when, int thread) {
  if (!begun_) begin();
  out_ += ",\n";
  if (phase == 'M') return Event(out_, phase, name, when, 0, thread);  // of no time
  const bool borders = phase == 'B' || phase == 'E';
  if (when != when_) {
    when_ = when;
    borders_ = 0;
  }
  const std::uint64_t behind_the_point = borders_ == 0 ? 0 : borders_ - (borders ? 0 : 1);
  if (borders) ++borders_;
  return Event(out_, phase, name, when, behind_the_point, thread);
}

void TraceFile::tell_clock(std::string_view kind) {
  const std::size_t room = clock_.size();
  clock_.clear();
  append_quoted(clock_, kind);
  clock_.resize(room, ' ');
  if (!begun_) return;
  flush();
  if (file_ == nullptr || broken_ || std::fseek(file_, clock_at_, SEEK_SET) != 0) return;
  std::fwrite(clock_.data(), 1, clock_.size(), file_);
  std::fseek(file_, 0, SEEK_END);
}

void TraceFile::flush() {
  if (file_ != nullptr && !broken_) {
    broken_ = std::fwrite(out_.data(), 1, out_.size(), file_) != out_.size() || std::fflush(file_) != 0;
    if (broken_) std::perror("unroll: the run can no longer be recorded");
  }
  out_.clear();
}

void TraceFile::end(std::string_view sources) {
  if (!begun_) begin();
  ((out_ += "\n],\n\"unrollTrace\":{\"version\":1,\"sources\":[") += sources) += "]}}\n";
  flush();
  if (file_ != nullptr && std::fclose(std::exchange(file_, nullptr)) != 0) broken_ = true;
}

}  // namespace unroll::trace
