#include <thread>

#include "07_threads/mailbox.hpp"
#include "beside_a_pipe.hpp"
#include "scopes.hpp"
#include "stages.hpp"

namespace unroll::equivalence {
namespace {

/// The same, and another thread sends jobs in the meantime.
struct WithMail : BesideAPipe {
  ~WithMail() { thread_.join(); }

 private:
  Mailbox mailbox_{poller};
  std::thread thread_{[sender = mailbox_.sender()] {
    for (int i = 0; i != 5; ++i) (void)sender.post(Job([] {}));
  }};
};

}  // namespace

Run run_07_threads(const Program& program) { return run_all<scopes::run, WithMail>(program); }

bool drop_07_threads(const Program& program, std::size_t jobs) {
  return drop_all<scopes::run, WithMail>(program, jobs);
}

}  // namespace unroll::equivalence
