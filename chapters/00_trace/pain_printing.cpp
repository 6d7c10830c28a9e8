// A program that pours one cup of tea too many, and three tries to find out more by printing: where the job
// was called from, a line of log in the middle, and a log that is switched off.
#include <deque>
#include <functional>
#include <iostream>
#include <optional>
#include <source_location>
#include <string>
#include <utility>

std::deque<std::function<void()>> queue;

void post(std::function<void()> job) { queue.push_back(std::move(job)); }

void run() {
  for (; !queue.empty(); queue.pop_front()) queue.front()();
}

void pour(std::source_location called_at = std::source_location::current()) {
  std::cout << "  a cup is poured; line " << called_at.line() << " called\n";
}

void order_tea() {
  post([] { pour(); });
}

void one_too_many() {
  std::cout << "Three guests\n";
  post([] { order_tea(); });
  post([] { order_tea(), order_tea(); });
  post([] { order_tea(); });
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

void a_look_in_the_middle(bool logs) {
  std::cout << (logs ? "The bill, with a line of log\n" : "The bill\n");
  Bill bill;
  post([&] {
    if (logs) std::cout << "  log: the bill is " << bill.to_pay() << '\n';
  });
  post([&] { bill.price -= 3; });
  post([&] { std::cout << "  to pay: " << bill.to_pay() << '\n'; });
  run();
}

int names = 0;

std::string name(int number) {
  ++names;
  return "cup " + std::to_string(number);
}

void log(bool on, const std::string& text) {
  if (on) std::cout << text << '\n';
}

void switched_off() {
  std::cout << "A log that is switched off\n";
  for (int i = 0; i != 1000; ++i) log(false, "posts " + name(i));
  std::cout << "  " << names << " names were made for it\n";
}

int main() {
  one_too_many();
  a_look_in_the_middle(false);
  a_look_in_the_middle(true);
  switched_off();
}
