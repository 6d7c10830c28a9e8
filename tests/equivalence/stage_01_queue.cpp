#include <cstddef>
#include <memory>

#include "01_queue/loop.hpp"
#include "log.hpp"
#include "stages.hpp"

namespace unroll::equivalence {
namespace {

/// Several branches that a form waits for: who ends last lets it go on.
struct Join {
  std::size_t left;
  Job go_on;
};

/// In the style of a queue: a branch is a value that knows where it is in the program. To give way, it posts
/// itself. It stands in the queue or in a Join, nowhere else. (`seq` needs no care: its children follow each
/// other in the text.)
class Branch {
 public:
  Branch(Loop& loop, const Program& program, Log& log, NodeId from, Job at_end)
      : loop_(&loop),
        program_(&program),
        log_(&log),
        at_(from),
        past_(program[from].past),
        at_end_(new Job(std::move(at_end))) {}

  void operator()() {
    while (at_ != past_) {
      const NodeId node = at_++;
      if ((*program_)[node].kind == Kind::emit) log_->emit(node);
      if ((*program_)[node].kind == Kind::sleep) return loop_->post(std::move(*this));
      if ((*program_)[node].kind == Kind::all && !program_->children(node).empty()) return fork(node);
    }
    loop_->post(std::move(*at_end_));
  }

 private:
  void fork(NodeId all) {
    at_ = (*program_)[all].past;
    auto join = std::make_shared<Join>();
    for (const NodeId child : program_->children(all)) {
      ++join->left;
      loop_->post(Branch(*loop_, *program_, *log_, child, [join] {
        if (--join->left == 0) join->go_on();
      }));
    }
    join->go_on = std::move(*this);
  }

  Loop* loop_;
  const Program* program_;
  Log* log_;
  NodeId at_;
  NodeId past_;
  std::unique_ptr<Job> at_end_;
};

}  // namespace

Run run_01_queue(const Program& program) {
  Loop loop;
  Log log(program, [] { return Milliseconds{0}; });
  loop.post(Branch(loop, program, log, Program::root, [&] { log.end(); }));
  loop.run();
  return log.take();
}

}  // namespace unroll::equivalence
