#pragma once

#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "09_writer/merge_check.hpp"

namespace unroll {

/// Files for the programs of this chapter to merge, in a folder that is gone with it. All are there from the
/// beginning; what is in them comes by `write` or by `grow`.
class SourceFiles {
 public:
  SourceFiles(std::size_t files, std::size_t lines) : lines_(lines) {
    std::string folder = (std::filesystem::temp_directory_path() / "unroll_XXXXXX").string();
    if (::mkdtemp(folder.data()) == nullptr) throw_errno("mkdtemp " + folder);
    folder_ = folder;
    for (std::size_t i = 1; i <= files; ++i) add("file" + std::to_string(i));
  }
  SourceFiles(const SourceFiles&) = delete;
  SourceFiles& operator=(const SourceFiles&) = delete;
  ~SourceFiles() { std::filesystem::remove_all(folder_); }

  const std::vector<std::string>& paths() const { return paths_; }
  std::string merged() const { return (folder_ / "merged").string(); }

  /// All of them, at once.
  void write() {
    for (Growth& growth : growths_) growth.grow(std::string::npos);
  }

  /// Each by a thread of its own, in pieces that end anywhere. The threads end by themselves.
  std::vector<std::jthread> grow() {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i != growths_.size(); ++i)
      threads.emplace_back([&growth = growths_[i], piece = 7 + i] {
        for (; !growth.done(); std::this_thread::sleep_for(std::chrono::microseconds(300)))
          growth.grow(piece);
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
    paths_.push_back((folder_ / name).string());
    growths_.emplace_back(paths_.back(), lines);
  }

  std::size_t lines_;
  std::filesystem::path folder_;
  std::vector<std::string> paths_;
  Sources sources_;
  std::vector<Growth> growths_;
};

}  // namespace unroll
