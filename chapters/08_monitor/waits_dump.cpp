#include "00_trace/short_name.hpp"
#include "08_monitor/waits.hpp"

#if UNROLL_TRACE

#include <limits>

namespace unroll::monitor {
namespace {

constexpr std::string_view there_already = "what is there already: its job stands in the queue";

/// Writes into a text of JSON what was meant for people.
void write_escaped(void* to, const char* text, std::size_t size) {
  Output& out = *static_cast<Output*>(to);
  for (const char c : std::string_view(text, size)) {
    if (c == '"' || c == '\\') out << "\\";
    out << std::string_view(&c, 1);
  }
}

}  // namespace

void Waits::dump(Output& out, std::int64_t now, Form form) const {
  std::string_view between;
  for (auto root = roots_.rbegin(); root != roots_.rend(); ++root) {
    const Known* const task = table_.find(*root);
    if (task == nullptr || task->kind != Known::Kind::task || table_.find(task->about) == nullptr) continue;
    out << std::exchange(between, form == Form::json ? "," : "");
    tell_task(out, *task, now, form);
  }
}

void Waits::tell_task(Output& out, const Known& task, std::int64_t now, Form form) const {
  const std::string& name = names_[task.task_name];
  const Known* const leaf = leaf_of(task);
  const bool waits = leaf != nullptr && leaf->begun && leaf->about != 0;
  if (form == Form::json) {
    out << "{\"task\":" << Quoted{name} << ",\"started\":\"" << task.place << "\",\"frames\":[";
    tell_frames(out, task, form);
    out << "],\"waits_for\":\"";
    {
      Output inner(write_escaped, &out);
      if (waits) tell_source(inner, leaf->about, now, 0);
    }
    out << "\"}";
    return;
  }
  out << "task" << (name.empty() ? "" : " ");
  if (!name.empty()) out << Quoted{name};
  out << ", started at " << task.place << "\n";
  tell_frames(out, task, form);
  if (!waits) return;
  out << "    for ";
  tell_source(out, leaf->about, now, 0);
  out << "\n";
}

/// From the root on. A frame waits for a frame, and the last for something else.
void Waits::tell_frames(Output& out, const Known& task, Form form) const {
  std::string_view between;
  for (const Known* frame = table_.find(task.about); frame != nullptr && frame->kind == Known::Kind::frame;
       frame = table_.find(frame->about)) {
    const std::string_view function = frame->begun ? trace::short_name(frame->name) : "";
    if (form == Form::json) {
      out << std::exchange(between, ",") << "{\"function\":" << Quoted{function} << ",\"at\":\""
          << frame->place << "\"}";
    } else if (!frame->begun) {
      out << "  has not begun\n";
    } else {
      out << "  " << function << (frame->about != 0 ? "() waits at " : "() was last seen at ") << frame->place
          << "\n";
    }
  }
}

const Known* Waits::leaf_of(const Known& task) const {
  const Known* leaf = table_.find(task.about);
  while (leaf != nullptr) {
    const Known* const awaited = table_.find(leaf->about);
    if (awaited == nullptr || awaited->kind != Known::Kind::frame) break;
    leaf = awaited;
  }
  return leaf;
}

/// What it is that will bring this, and who should see to it.
void Waits::tell_source(Output& out, std::uint64_t id, std::int64_t now, int depth) const {
  const Known* const known = table_.find(id);
  if (known == nullptr) {
    out << "something that is not there any more";
  } else if (known->begun && known->kind != Known::Kind::frame) {
    out << there_already;
  } else if (known->kind == Known::Kind::task) {
    out << "task " << Quoted{names_[known->task_name]} << ", started at " << known->place;
  } else if (known->kind == Known::Kind::timer && known->when == std::numeric_limits<std::int64_t>::max()) {
    out << "a time that never comes";
  } else if (known->kind == Known::Kind::timer) {
    out << "the clock, ";
    if (known->when > now) out << "in " << Span{known->when - now};
    if (known->when <= now) out << "due since " << Span{now - known->when};
  } else if (known->kernels) {
    out << "the kernel, to say that descriptor " << known->about << " is ready";
  } else if (known->kind == Known::Kind::job) {
    out << "a job that stands in the queue";
  } else if (known->sources > 1) {
    tell_sources(out, *known, now, depth);
  } else if (known->about != 0 && depth < 8) {
    tell_source(out, known->about, now, depth + 1);
  } else {
    if (*known->name != '\0') out << Quoted{known->name} << ": ";
    out << "whoever holds the promise that was made at " << known->place;
  }
}

/// The first three of many. If all of them are there, whoever collects them stands in the queue.
void Waits::tell_sources(Output& out, const Known& future, std::int64_t now, int depth) const {
  int told = 0;
  table_.each([&](const Known& known) {
    if (known.other != future.id || known.kind == Known::Kind::frame || known.begun || ++told > 3) return;
    if (told == 1) out << future.sources << " others, of which there wait: ";
    if (told > 1) out << "; ";
    if (depth < 8) tell_source(out, known.id, now, depth + 1);
  });
  if (told == 0) out << there_already;
  if (told > 3) out << "; and " << told - 3 << " more";
}

}  // namespace unroll::monitor

#endif
