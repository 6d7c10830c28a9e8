// This program shows the trace and nothing else, so it is traced in every build.
#undef UNROLL_TRACE
#define UNROLL_TRACE 1

#include <deque>
#include <functional>
#include <iostream>
#include <utility>

#include "00_trace/trace.hpp"

using namespace unroll;

struct Work {
  trace::Id id;
  std::function<void()> function;
};
std::deque<Work> queue;

void post(std::function<void()> function, Site site = {}) {
  const trace::Id id = trace::new_id();
  trace::emit(trace::Verb::post, id, {.site = site});
  queue.push_back({id, std::move(function)});
}

void run() {
  for (; !queue.empty(); queue.pop_front()) {
    const Work& work = queue.front();
    const trace::Running running(work.id);
    work.function();
  }
}

void listen(const trace::Step& step) {
  const char* const words[] = {"post", "run", "done"};
  std::cout << words[static_cast<int>(step.verb)] << ' ' << step.id.value << ", because of "
            << step.cause.value;
  if (const Site& site = step.detail.site; *site.label != '\0')
    std::cout << ": " << site.label << ", line " << site.at.line();
  std::cout << '\n';
}

int main() {
  trace::sink = listen;
  post([] { post([] {}, "pour the tea"); }, "boil water");
  post([] {}, "toast bread");
  run();
}
