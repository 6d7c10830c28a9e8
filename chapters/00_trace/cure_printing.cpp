// The same three, watched through the door: a job knows because of whom it runs, looking changes nothing, and
// with nobody behind the door nothing is made.
#undef UNROLL_TRACE
#define UNROLL_TRACE 1  // traced in every build, for this program shows the trace

#include <deque>
#include <functional>
#include <iostream>
#include <map>
#include <optional>
#include <string>
#include <utility>

#include "00_trace/trace.hpp"

using namespace unroll;

struct Work {
  trace::Id id;
  std::function<void()> function;
};
std::deque<Work> queue;

void post(std::function<void()> function, Site site) {
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

struct Posted {
  std::string name;
  std::uint64_t by;
};
std::map<std::uint64_t, Posted> posted;
trace::Sinks listened_before;  // the recorder, if the run is recorded

void listen(const trace::Step& step) {
  if (step.verb == trace::Verb::post) posted[step.id.value] = {step.detail.site.label, step.cause.value};
  listened_before(step);
}

std::string because_of(trace::Id id) {
  return id.value == 0 ? "main" : posted[id.value].name + " <- " + because_of({posted[id.value].by});
}

void order_tea() {
  post([] { std::cout << "  " << because_of(trace::running) << '\n'; }, "cup");
}

void one_too_many() {
  std::cout << "Three guests\n";
  post([] { order_tea(); }, "Anna");
  post([] { order_tea(), order_tea(); }, "Boris");
  post([] { order_tea(); }, "Clara");
  run();
}

struct Bill {
  int price = 12;
  std::optional<int> total{};
  int to_pay() {
    if (!total) total = price;  // computed once, when somebody asks
    return *total;
  }
};

void a_look_in_the_middle(bool watched) {
  std::cout << (watched ? "The bill, watched\n" : "The bill\n");
  const trace::Sinks sink = std::exchange(trace::sink, watched ? trace::sink : trace::Sinks());
  Bill bill;
  post([&] { bill.price -= 3; }, "discount");
  post([&] { std::cout << "  to pay: " << bill.to_pay() << '\n'; }, "pay");
  run();
  trace::sink = sink;
}

void switched_off() {
  std::cout << "A trace that is switched off\n";
  trace::sink = nullptr;
  posted.clear();
  for (int i = 0; i != 1000; ++i) post([] {}, "cup");
  run();
  std::cout << "  " << posted.size() << " names were made for it\n";
}

int main() {
  listened_before = std::exchange(trace::sink, listen);
  one_too_many();
  a_look_in_the_middle(false);
  a_look_in_the_middle(true);
  switched_off();
}
