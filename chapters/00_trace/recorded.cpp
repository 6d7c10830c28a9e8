// Linked into a program, this records its run when UNROLL_TRACE_FILE names a file. It begins before `main`.

#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <optional>
#include <string>

#include "00_trace/console.hpp"
#include "00_trace/recorder.hpp"

#if __has_include(<pthread.h>)
#include <pthread.h>
#endif

namespace unroll::trace {
namespace {

std::string setting(const char* name, std::string otherwise) {
  const char* const value = std::getenv(name);
  return value == nullptr || *value == '\0' ? std::move(otherwise) : std::string(value);
}

std::string program_name() {
#ifdef __GLIBC__
  return program_invocation_short_name;
#else
  return {};
#endif
}

std::FILE* open_or_leave(const std::string& path) {
  std::FILE* const file = std::fopen(path.c_str(), "wb");
  if (file != nullptr) return file;
  std::fprintf(
      stderr,
      "unroll: cannot record the run: %s: %s (UNROLL_TRACE_FILE names it; take another one, or unset it)\n",
      path.c_str(), std::strerror(errno));
  std::_Exit(2);
}

std::string error_text() {
  const std::exception_ptr error = std::current_exception();
  if (error == nullptr) return "std::terminate";
  try {
    std::rethrow_exception(error);
  } catch (const std::exception& known) {
    return std::string("an exception that nobody caught: ") + known.what();
  } catch (...) {
    return "an exception that nobody caught";
  }
}

/// The recorder of this program, from before `main` to behind it.
class RecordedRun {
 public:
  RecordedRun() {
    const std::string path = setting("UNROLL_TRACE_FILE", "");
    if (path.empty()) return;
    const std::uint64_t most = std::strtoull(setting("UNROLL_TRACE_STEPS", "1000000").c_str(), nullptr, 10);
    recorder_.emplace(open_or_leave(path), setting("UNROLL_TRACE_TITLE", program_name()),
                      setting("UNROLL_SOURCE_ROOT", UNROLL_SOURCE_ROOT), most == 0 ? 1 : most);
    the = this;
    listened_before_ = sink;
    sink = [](const Step& step) {
      the->listened_before_(step);
      the->recorder_->step(step);
    };
    console_.emplace([](std::string_view text) { the->recorder_->print(text); });
    before_ = std::set_terminate([] {
      the->recorder_->finish(error_text());
      the->before_();
    });
#if __has_include(<pthread.h>)
    pthread_atfork(nullptr, nullptr, [] {
      sink = nullptr;
      if (the != nullptr) the->recorder_->let_go();
    });
#endif
  }

  ~RecordedRun() {
    if (!recorder_) return;
    sink = listened_before_;
    console_.reset();
    recorder_->finish();
    if (recorder_->broken()) {
      std::fflush(nullptr);
      std::_Exit(2);
    }
    the = nullptr;
  }

 private:
  inline static RecordedRun* the = nullptr;
  std::optional<Recorder> recorder_;
  std::optional<Console> console_;
  std::terminate_handler before_ = nullptr;
  Sinks listened_before_;
};

const RecordedRun recorded_run;

}  // namespace
}  // namespace unroll::trace
