// An order goes to another thread, and the bread comes home: one recording of two threads.
// This program shows the trace and nothing else, so it is traced in every build.
#undef UNROLL_TRACE
#define UNROLL_TRACE 1

#include <functional>
#include <iostream>
#include <thread>

#include "00_trace/trace.hpp"

using namespace unroll;

/// A job for another thread. Here it is nothing but its number.
trace::Id send(Site site) {
  const trace::Id job = trace::new_id();
  trace::emit(trace::Verb::send, job, {.site = site});
  return job;
}

void kitchen(trace::Id order, trace::Id& bread) {
  const trace::Running running(order);
  std::cout << "the kitchen bakes\n";
  bread = send("bread");
}

int main() {
  trace::Id bread;
  std::thread baker(kitchen, send("order"), std::ref(bread));
  baker.join();
  const trace::Running running(bread);
  std::cout << "there is bread\n";
}
