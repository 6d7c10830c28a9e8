#pragma once

#include "00_trace/trace.hpp"

#if UNROLL_TRACE

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "00_trace/sources.hpp"
#include "00_trace/stamp.hpp"
#include "00_trace/trace_file.hpp"

namespace unroll::trace {

/// Writes a run, step by step, into one file: the Chrome Trace Event Format, so that the public viewers open
/// it, with what the views of this chapter need in `args` and in `unrollTrace`. Each step stands in the file
/// before the next one happens: a crash costs the end mark and the sources' texts, no step. Under a fake
/// clock, or without a clock, the same program gives the same bytes. It stops after `most` steps, so that a
/// program without an end does not fill the disk. Threads: steps may come from any, are taken one at a time,
/// and bring the time of their own thread's clock; when it is made and destroyed, only one runs. Errors: none
/// are thrown; a file that cannot be written is `broken`. Cost: a system call a step.
class Recorder {
 public:
  /// `root`: the folder to which the compiler's names of source files are relative.
  Recorder(std::FILE* file, std::string title, std::string root, std::uint64_t most = 1'000'000)
      : file_(file, std::move(title)), sources_(std::move(root)), left_(most) {}
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  ~Recorder() { finish(); }

  /// What a sink calls: the step is in the file when this returns. Those that change nothing of what is
  /// recorded are passed over, and so is whatever comes after `finish`.
  void step(const Step& step);

  /// The program has written this. Each line is a step of the thread that wrote it; so is a piece of a line
  /// when the next thing happens on that thread.
  void print(std::string_view text);

  /// Ends what is open and adds the sources. From here on nothing is recorded. Twice is once. `why`: the
  /// error that ends the program, if one does.
  void finish(std::string_view why = {});

  /// Another process holds the file now: from here on this one records nothing.
  void let_go();

  /// The file could not be written; the rest of the run is not in it. Needs: no other thread steps meanwhile.
  bool broken() const { return file_.broken(); }

 private:
  /// What is known of a job, a future or a frame while it is there.
  struct Known {
    std::string name;
    Place place{};
    bool named = false;      // by the author; else it is called by its place
    bool queued = false;     // a job between post and run
    bool sent = false;       // a job that was handed to this thread by another
    bool armed = false;      // a timer between arm and fire
    bool waits = false;      // a future without a result, a frame that has not ended
    std::uint64_t flow = 0;  // an arrow that has begun and not ended
  };
  struct Thread {
    std::vector<std::string> open;  // the names of the slices; the first is the thread itself
    bool sleeps = false;
    Stamp::Scale scale{};
    std::string line{};            // what it printed since the last newline
    std::uint64_t printed_in = 0;  // the job in which it did
  };

  bool concerns_us(const Step& step);
  Known& learn(const Step& step);
  void forget(const Step& step);

  void before_next();
  void write(const Step& step, Known& known);
  void write_queue(const Step& step, Known& known);
  void write_timer(const Step& step, Known& known);
  void write_wait(const Step& step, Known& known);
  void write_drop(const Step& step, Known& known);
  void tell_sources();
  void write_step(const Step& step, const Known& known, char phase, const char* category);
  void write_end(const Step& step, const Known& known, const char* category);
  void write_arrow(char phase, std::uint64_t id);
  void write_count(const char* what, std::int64_t count);
  void write_print(bool whole_line);
  void write_line(int thread, std::string_view line, bool whole_line);
  void write_note(const char* kind, std::string_view text);
  void begin_thread();
  void begin_slice(const Step& step, const Known& known, const char* category);
  void end_slice();
  void count_step();
  void end();

  Event event(char phase, std::string_view name);
  Thread& thread();

  std::mutex mutex_;
  TraceFile file_;
  Sources sources_;
  std::size_t told_sources_ = 0;
  Stamp stamp_;
  std::uint64_t left_;
  bool finished_ = false;
  const char* clock_ = "";
  std::uint64_t arrows_ = 0;
  std::int64_t queued_ = 0;
  std::int64_t armed_ = 0;
  std::unordered_map<std::uint64_t, Known> known_;
  std::vector<Thread> threads_;
};

}  // namespace unroll::trace

#endif
