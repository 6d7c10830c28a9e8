#pragma once

#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "06_io/process.hpp"
#include "07_threads/mutex.hpp"
#include "15_unroll/course/compiler.hpp"
#include "15_unroll/course/exercise.hpp"
#include "15_unroll/course/verdict.hpp"

namespace unroll::course {

/// In which build a program is tried: the sanitizers see what the plain one cannot.
enum class Variant : std::uint8_t { plain, address, thread };
constexpr std::array variant_words{"plain", "address", "thread"};
inline std::string word_of(Variant variant) { return variant_words[static_cast<std::size_t>(variant)]; }

/// The presets in whose build folders the parts stand that tests are built on.
class Presets {
 public:
  Presets() = default;
  /// `dev,asan,tsan`. Errors: Refused, if it names not three.
  explicit Presets(const std::string& names);
  const std::string& of(Variant variant) const { return names_[static_cast<std::size_t>(variant)]; }

 private:
  std::array<std::string, 3> names_{"dev", "asan", "tsan"};
};

/// A program that is to be tried: a test, and whose headers it sees.
struct Trial {
  const Exercise* exercise = nullptr;
  std::string label;             ///< yours, solution, starter, or the name of a wrong solution
  std::filesystem::path header;  ///< that of the exercise
  Variant variant = Variant::plain;
  std::vector<const Exercise*> own = {};  ///< exercises whose headers are the student's, too
  std::string only = {};                  ///< the one test that the program has; empty: all

  std::string own_names() const;
};

/// A line of a source. (A compiler's words name files from the folder of the course on.)
std::string include_of(const std::filesystem::path& file);

/// How long and how much a test may use. Generous: none of it decides about a program that comes to an end.
struct Bounds {
  std::chrono::seconds time{60};
  int processor_seconds = 10;  // who fills all of its memory may need five of them
  int memory_megabytes = 2048;
  std::chrono::seconds compiling{120};

  /// What UNROLL_TEST_SECONDS and UNROLL_COMPILE_SECONDS say, for machines that are slow; of all else, these.
  /// Errors: Refused, if that is no number.
  Bounds of_this_machine() const;

  /// As a part of a key.
  std::string text() const {
    return std::to_string(time.count()) + " " + std::to_string(processor_seconds) + " " +
           std::to_string(memory_megabytes);
  }
};

/// Builds and runs trials. All that it makes is in a folder of its own for each. Lifetime: dies before its
/// poller. Threads: the loop's. Errors: Refused, if the parts that are built once are not there;
/// std::system_error.
class Workshop {
 public:
  Workshop(Poller& poller, const Course& course, Presets presets, Bounds bounds = {})
      : poller_(poller), course_(course), presets_(std::move(presets)), bounds_(bounds) {}

  /// Compiles, links, runs. Of what is as it was the last time only the verdict is read, unless `again`, or
  /// unless that verdict was the machine's.
  /// `recorded`: where the run is recorded, if anywhere.
  Task<Verdict> judge(Trial trial, bool again = false, std::filesystem::path recorded = {});

  /// Whether what it was judged to be last will be believed: no clock has decided, and nobody from outside.
  bool is_sure(const Trial& trial) const;

  /// Compiles and links, behind whatever else the machine has to do, so that `judge` finds it done. Says
  /// nothing: what does not build, `judge` will tell. Needs: nobody judges the same trial meanwhile.
  Task<> prepare(Trial trial);

  /// All that the program has written the last time.
  std::filesystem::path log(const Trial& trial) const { return folder(trial) / "log.txt"; }
  std::filesystem::path folder(const Trial& trial) const;
  /// What is compiled: the test of the exercise, or the part of it that the trial asks for.
  std::filesystem::path test(const Trial& trial) const;

 private:
  /// What is compiled in one go.
  struct Unit {
    std::filesystem::path source;
    std::filesystem::path object;
    std::filesystem::path front;                 // a folder with headers in front of the chapters'
    std::vector<std::filesystem::path> sources;  // what it surely reads, and somebody may write
  };

  std::vector<std::string> parts(const Trial& trial, const std::string& file) const;
  void lay_out(const Trial& trial) const;
  void lay_out_own(const Trial& trial, const std::filesystem::path& front) const;
  std::string own_texts(const Trial& trial) const;
  void add_own_sources(const Trial& trial, Unit& unit) const;
  std::filesystem::path world_folder(const Trial& trial) const;
  std::vector<Unit> world(const Trial& trial) const;
  void stand_in_for_world(const Trial& trial, std::vector<std::string>& words) const;
  Task<Said> call(Command command, std::filesystem::path scratch, bool last);
  // What the compiler or the linker has to say against it; empty if all is well.
  Task<std::string> compile(Unit unit, std::vector<std::string> words, bool last);
  Task<std::string> compile_test(Trial trial, bool last);
  Task<std::string> compile_world(Trial trial, bool last);
  Task<std::string> link(Trial trial, bool last);
  std::string what_is_lacking(const Trial& trial) const;
  Task<std::string> build(Trial trial, bool last);
  struct Ran {
    Verdict verdict = {};
    bool is_by_chance = false;  // a clock has decided, or somebody from outside: it may be otherwise again
  };
  Task<Ran> run(Trial trial, std::filesystem::path recorded);

  Poller& poller_;
  const Course& course_;
  const Presets presets_;
  Bounds bounds_;
  std::map<std::filesystem::path, Mutex> worlds_;  // of a folder: exercises that are checked at a time share it
};

}  // namespace unroll::course
