// A value that is there at once, an error, and a promise that nobody kept. Write down what is printed, and in
// which order, before you run it.
#include <iostream>
#include <stdexcept>

#include "03_futures/future.hpp"

using namespace unroll;

int main() {
  Loop loop;
  Promise<int> promise(loop);
  Future<int> answer = promise.get_future();
  promise.set_value(42);

  Future<void> end = std::move(answer)
                         .then([](int n) {
                           std::cout << "got " << n << '\n';
                           if (n > 40) throw std::runtime_error("too much");
                         })
                         .then([] { std::cout << "went on\n"; })
                         .then([](Future<void> before) {
                           try {
                             before.get();
                           } catch (const std::exception& error) {
                             std::cout << "caught: " << error.what() << '\n';
                           }
                         });
  std::cout << "said what is to come\n";

  Future<int> forgotten = Promise<int>(loop).get_future();
  std::cout << "the forgotten one is " << (forgotten.ready() ? "ready" : "not ready") << '\n';
  loop.run();
  std::cout << "the end is " << (end.ready() ? "ready" : "not ready") << '\n';
}
