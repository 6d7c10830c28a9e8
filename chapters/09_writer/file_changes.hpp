#pragma once

#include <map>
#include <memory>
#include <string>

#include "07_threads/event.hpp"

namespace unroll {

/// Tells when files change (inotify): many files, one descriptor. It says that a file has changed, not how,
/// and nothing of what another machine does to a file of a network. Lifetime: outlives its watches and dies
/// before its poller. Threads: the loop's. Errors: std::system_error; ENOSPC, of a watch, is the limit in
/// /proc/sys/fs/inotify/max_user_watches.
class FileChanges {
 public:
  /// Watches nothing yet. Errors: EMFILE may also be the limit in /proc/sys/fs/inotify/max_user_instances.
  explicit FileChanges(Poller& poller);
  FileChanges(const FileChanges&) = delete;
  FileChanges& operator=(const FileChanges&) = delete;

  /// One who watches a file, or a folder: then of each file in it, and of those that are put there under
  /// their name (as most editors save). As long as there is one, the loop waits and does not end.
  class Watch {
   public:
    /// Changes count from here on. The file is there already. It is looked up here and now, by a call that a
    /// slow disk may hold up. One file that is given another name is watched on; one that takes its name is
    /// another. Errors: std::system_error that names it.
    Watch(FileChanges& changes, const std::string& path);
    Watch(const Watch&) = delete;
    Watch& operator=(const Watch&) = delete;
    ~Watch();

    /// From here on changes count.
    void look_away() { changed_.clear(); }

    /// Ready when the file has changed since `look_away`, perhaps already. Several may wait, and
    /// go before the watch.
    Future<void> changed(Site site = {}) { return changed_.wait(site); }

   private:
    friend class FileChanges;
    FileChanges& changes_;
    int number_;
    Event changed_;
    std::shared_ptr<Job> open_;
  };

 private:
  void wait();
  void collect();
  void tell(int number);

  Descriptor descriptor_;
  Future<void> news_;
  std::multimap<int, Watch*> watches_;  // by the number that the kernel gave
};

}  // namespace unroll
