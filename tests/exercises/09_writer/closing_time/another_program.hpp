// Wrong: a prediction comes true if the program is changed: fog is one word less.
// Caught by: ClosingTime.TheProgramIsStillTheSame (wrong value)
#pragma once

// A diary on a disk that is full, and another one that is closed in time. Who hears of an error, and who does
// not? Write down what is said, line by line, before you run it.
//
// Contract
// - `prediction` has a line for each that `diaries` says, in its order. Behind a name stands "ready" or
//   "waits", or what a future came to: "written", "closed", "disk full", "too late".
// - `diaries` stays as it is.
// - A prediction is written down before: it stays constexpr, and no program says it.

#include <array>
#include <cerrno>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "04_coroutines/sync_wait.hpp"
#include "09_writer/writer.hpp"

namespace unroll {

using Said = std::vector<std::string>;

inline Task<std::string> came_to(Future<void> future, std::string good) {
  try {
    co_await std::move(future);
  } catch (const std::system_error& error) {
    good = error.code().value() == ENOSPC ? "disk full" : "another error";
  } catch (const WriterStopped&) {
    good = "too late";
  }
  co_return good;
}

inline void look(Said& said, const std::string& name, const Future<void>& future) {
  said.push_back(name + (future.ready() ? ": ready" : ": waits"));
}

/// Nothing can be written into /dev/full.
inline Task<> full_disk(Mailbox& home, Said& said) {
  Writer diary = co_await Writer::open(home, "/dev/full");
  said.push_back("opened");
  said.push_back("Monday: " + co_await came_to(diary.write("rain\n"), "written"));
  said.push_back("Tuesday: " + co_await came_to(diary.write("sun\n"), "written"));
  said.push_back("stop: " + co_await came_to(diary.stop(), "closed"));
  said.push_back("Wednesday: " + co_await came_to(diary.write("fog\n"), "written"));
}

inline Task<> in_time(Mailbox& home, std::string path, Said& said) {
  Writer diary = co_await Writer::open(home, path);
  Future<void> monday = diary.write("sun\n");
  Future<void> stopped = diary.stop();
  Future<void> tuesday = diary.write("sun\n");
  look(said, "Monday", monday);
  look(said, "stop", stopped);
  look(said, "Tuesday", tuesday);
  said.push_back("stop: " + co_await came_to(std::move(stopped), "closed"));
  look(said, "Monday", monday);
  said.push_back(std::to_string(std::filesystem::file_size(path)) + " bytes are in the file");
  said.push_back("Tuesday: " + co_await came_to(std::move(tuesday), "written"));
}

/// `path`: where the second one may be written.
inline Said diaries(const std::string& path) {
  Said said;
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  sync_wait(loop, full_disk(home, said));
  sync_wait(loop, in_time(home, path, said));
  return said;
}

inline constexpr auto prediction = std::to_array<std::string_view>({
    "opened",                   // 1
    "Monday: disk full",        // 2
    "Tuesday: disk full",       // 3
    "stop: closed",             // 4
    "Wednesday: too late",      // 5
    "Monday: waits",            // 6
    "stop: waits",              // 7
    "Tuesday: ready",           // 8
    "stop: closed",             // 9
    "Monday: ready",            // 10
    "4 bytes are in the file",  // 11
    "Tuesday: too late",        // 12
});

}  // namespace unroll
