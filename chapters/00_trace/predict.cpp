// This program shows the trace and nothing else, so it is traced in every build.
#undef UNROLL_TRACE
#define UNROLL_TRACE 1

#include <iostream>
#include <stdexcept>

#include "00_trace/trace.hpp"

using namespace unroll;
using trace::Verb;

void listen(const trace::Step& step) {
  const char* const words[] = {"post", "run", "done"};
  std::cout << words[static_cast<int>(step.verb)] << ' ' << step.id.value << ", because of "
            << step.cause.value << '\n';
}

int main() {
  trace::sink = listen;
  const trace::Id cook = trace::new_id();
  const trace::Id boil = trace::new_id();
  const trace::Id wipe = trace::new_id();
  trace::emit(Verb::post, cook);
  try {
    const trace::Running running(cook);
    trace::emit(Verb::post, boil);
    const trace::Running inner(boil);
    throw std::runtime_error("it boils over");
  } catch (const std::exception&) {
    trace::emit(Verb::post, wipe);
  }
}
