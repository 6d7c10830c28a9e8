#pragma once

#include <poll.h>
#include <sys/inotify.h>
#include <unistd.h>

#include <array>
#include <cstddef>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "09_writer/folder.hpp"
#include "09_writer/merge_check.hpp"

namespace unroll {

/// Who reads a file, as its writer sees it (inotify).
class Readers {
 public:
  /// Sees who reads from here on. Errors: none; where the kernel refuses, `wait` only takes its time.
  explicit Readers(const std::string& path) : fd_(::inotify_init1(IN_CLOEXEC | IN_NONBLOCK)) {
    if (fd_.valid()) (void)::inotify_add_watch(fd_.get(), path.c_str(), IN_ACCESS);
  }

  /// Blocks until somebody has read something; for ten milliseconds at most, for perhaps nobody does.
  void wait() const {
    pollfd question{fd_.get(), POLLIN, 0};
    if (::poll(&question, 1, 10) != 1) return;
    std::array<char, 4096> told;
    (void)!::read(fd_.get(), told.data(), told.size());
  }

 private:
  Fd fd_;
};

/// Files for the programs of this chapter to merge, in a folder that is gone with it. All are there from the
/// beginning; what is in them comes by `write` or by `grow`.
class SourceFiles {
 public:
  /// Makes so many, empty yet, that will have so many lines each. Errors: std::system_error.
  SourceFiles(std::size_t files, std::size_t lines) : lines_(lines) {
    for (std::size_t i = 1; i <= files; ++i) add("file" + std::to_string(i));
  }

  /// Of the sources, not of the merge.
  const std::vector<std::string>& paths() const { return paths_; }

  /// Where the merge is to be, in the same folder; makes no file.
  std::string merged() const { return folder_.file("merged"); }

  /// All of them, at once.
  void write() {
    for (Growth& growth : growths_) growth.grow(std::string::npos);
  }

  /// Each by a thread of its own, in pieces that end anywhere, the next when the last was read. The threads
  /// end by themselves.
  std::vector<std::jthread> grow() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i != growths_.size(); ++i)
      threads.emplace_back([&growth = growths_[i], readers = Readers(paths_[i]), piece = 7 + i] {
        for (; !growth.done(); readers.wait()) growth.grow(piece);
      });
    return threads;
  }

  /// What became of them, for people.
  std::string verdict() const {
    std::ifstream file(merged(), std::ios::binary);
    const std::string wrong = wrong_with_merge(sources_, {std::istreambuf_iterator<char>(file), {}});
    if (!wrong.empty()) return "wrong: " + wrong;
    return std::to_string(paths_.size() * lines_) + " lines of " + std::to_string(paths_.size()) +
           " files: all there, each whole, those of a file in their order";
  }

 private:
  void add(const std::string& name) {
    auto& lines = sources_[name];
    for (std::size_t i = 1; i <= lines_; ++i) lines.push_back(name + " line " + std::to_string(i));
    paths_.push_back(folder_.file(name));
    growths_.emplace_back(paths_.back(), lines);
  }

  std::size_t lines_;
  Folder folder_;
  std::vector<std::string> paths_;
  Sources sources_;
  std::vector<Growth> growths_;
};

}  // namespace unroll
