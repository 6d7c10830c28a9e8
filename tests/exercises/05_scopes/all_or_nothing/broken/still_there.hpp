#pragma once

#include <exception>
#include <memory>
#include <utility>
#include <vector>

#include "04_coroutines/start.hpp"

namespace unroll {

/// Owns tasks, and leaves it to jobs that come later to destroy them.
class GoneLater {
 public:
  explicit GoneLater(Loop& loop) : loop_(loop) {}
  GoneLater(const GoneLater&) = delete;
  GoneLater& operator=(const GoneLater&) = delete;
  ~GoneLater() {
    for (Future<void>& task : tasks) loop_.post([last = std::move(task)] {});
  }

  std::vector<Future<void>> tasks{};

 private:
  Loop& loop_;
};

struct News {
  Promise<void> over;
  std::size_t left;
  bool told = false;
};

inline Task<> tells(Task<> task, std::shared_ptr<News> news) {
  std::exception_ptr error;
  try {
    co_await std::move(task);
  } catch (...) {
    error = std::current_exception();
  }
  --news->left;
  if (news->told || (error == nullptr && news->left != 0)) co_return;
  news->told = true;
  if (error == nullptr) news->over.set_value();
  if (error != nullptr) news->over.set_exception(error);
}

/// Breaks the fifth promise: when the error arrives, the others are still there.
inline Task<> still_there(Loop& loop, std::vector<Task<>> tasks) {
  if (tasks.empty()) co_return;
  GoneLater group(loop);
  auto news = std::make_shared<News>(News{Promise<void>(loop), tasks.size()});
  for (Task<>& task : tasks) group.tasks.push_back(start(loop, tells(std::move(task), news)));
  co_await news->over.get_future();
}

}  // namespace unroll
