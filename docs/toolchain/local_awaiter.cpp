// An awaiter whose `await_suspend` is a template, as one that sees the promise's type must be, in a function.
#include <coroutine>

auto awaiter() {
  struct Local {
    bool await_ready() { return false; }
    template <class Promise>
    void await_suspend(std::coroutine_handle<Promise>) {}
    void await_resume() {}
  };
  return Local();
}
