#pragma once

#include "00_trace/trace.hpp"

#if UNROLL_TRACE

#include <cstdint>
#include <cstdio>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace unroll::trace {

/// Writes a run, step by step, into one file: the Chrome Trace Event Format, so that the public viewers open
/// it, with what the views of this chapter need in `args` and in `unrollTrace`. Each step stands in the file
/// before the next one happens: a crash costs the end mark and the sources, no step. Under a fake clock, or
/// without a clock, the same program gives the same bytes. Threads: any; steps are taken one at a time.
/// Errors: none are thrown; a file that cannot be written is `broken`. Cost: a system call a step. It stops
/// after `most` steps, so that a program without an end does not fill the disk.
class Recorder {
 public:
  /// `root`: the folder to which the compiler's names of source files are relative.
  Recorder(std::FILE* file, std::string title, std::string root, std::uint64_t most = 1'000'000);
  Recorder(const Recorder&) = delete;
  Recorder& operator=(const Recorder&) = delete;
  ~Recorder();

  void step(const Step& step);

  /// The program has written this. Each line is a step; so is a piece of a line when the next thing happens.
  void print(std::string_view text);

  /// Ends what is open and adds the sources. From here on nothing is recorded. Twice is once. `why`: the
  /// error that ends the program, if one does.
  void finish(std::string_view why = {});

  /// Another process holds the file now: from here on this one records nothing.
  void let_go();

  bool broken() const { return broken_; }

 private:
  struct Place {
    std::size_t file = 0;
    std::uint32_t line = 0;  // 0: not known
  };
  /// What is known of a job, a future or a frame while it is there.
  struct Known {
    std::string name;
    Place place;
    bool named = false;   // by the author; else it is called by its place
    bool queued = false;  // a job between post and run
    bool armed = false;   // a timer between arm and fire
    bool waits = false;   // a future without a result, a frame that has not ended
    bool future = false;
    std::uint64_t flow = 0;  // an arrow that has begun and not ended
  };
  struct Thread {
    int open = 0;  // slices
    bool sleeps = false;
  };

  bool concerns_us(const Step& step) const;
  const Known* find(std::uint64_t id) const;
  Known& learn(const Step& step);
  Place place_of(const std::source_location& at);
  std::int64_t on_our_clock(std::int64_t nanoseconds) const;
  std::int64_t stamp();
  void open_file();
  void tell_kind();

  void write(const Step& step, Known& known);
  void write_step(const Step& step, const Known& known, char phase, const char* category);
  void write_span(char phase, const Known& known, std::uint64_t id, const char* category);
  void write_flow(char phase, std::uint64_t id, const char* category);
  void write_counter(const char* name, std::int64_t count);
  void write_print(bool whole_line);
  void write_sources();
  void end_slice(Thread& thread, int number);
  void begin_thread(int number);
  void before_next();
  void write_note(const char* kind, std::string_view text);
  void count_step();
  void flush();
  void forget(const Step& step);

  std::mutex mutex_;
  std::FILE* file_;
  const std::string title_;
  const std::string root_;
  std::uint64_t left_;
  bool broken_ = false;
  bool finished_ = false;
  std::string out_;   // what is not in the file yet
  std::string line_;  // what was printed since the last newline
  std::int64_t now_ = 0;
  std::int64_t raw_ = 0;     // the clock's last time
  std::int64_t offset_ = 0;  // a second clock goes on where the first one ended
  bool timed_ = false;
  long kind_at_ = -1;  // where in the file the kind of the clock stands
  std::uint64_t flows_ = 0;
  std::int64_t queued_ = 0;
  std::int64_t armed_ = 0;
  std::unordered_map<std::uint64_t, Known> known_;
  std::unordered_map<std::string, std::size_t> files_;
  std::vector<std::string> file_names_;
  std::vector<Thread> threads_;
};

/// The name of the function, as people say it: `unroll::Task<int> shop::fetch(int)` is `fetch`.
std::string_view short_name(std::string_view function);

}  // namespace unroll::trace

#endif
