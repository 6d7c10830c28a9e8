// The program that is to be ported: a thread for each file, and a lock for the file that all of them write.
#include <future>
#include <mutex>

#include "09_writer/port.hpp"

using namespace unroll;

struct Merged {
  OutFile file;
  std::mutex lock{};

  void write(const std::string& lines) {
    const std::lock_guard alone(lock);
    file.write_all(lines);
  }
};

void tail(const std::string& path, Merged& merged) {
  GrowingFile file(path);
  while (!file.at_end()) {
    const std::string lines = file.read_lines();
    if (lines.empty()) {
      std::this_thread::sleep_for(look_again);
    } else {
      merged.write(lines);
    }
  }
}

void merge(const Order& order) {
  Merged merged{OutFile(order.into)};
  std::vector<std::future<void>> tails;
  for (const std::string& path : order.from)
    tails.push_back(std::async(std::launch::async, tail, path, std::ref(merged)));
  for (std::future<void>& each : tails) each.get();
  merged.file.close();
}

int main(int argc, char** argv) { return port_program(argc, argv, merge); }
