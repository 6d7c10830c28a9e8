// A diary that is closed too early. Write down the lines, in their order, before you run it.
#include <iostream>

#include "04_coroutines/sync_wait.hpp"
#include "09_writer/folder.hpp"
#include "09_writer/writer.hpp"

using namespace unroll;

void print(const std::string& line) { std::cout << line << std::endl; }

void look(const char* what, const Future<void>& future) {
  print(std::string(what) + (future.ready() ? " is ready" : " waits"));
}

Task<> diary(Mailbox& home, std::string path) {
  Writer writer = co_await Writer::open(home, path);
  Future<void> monday = writer.write("Monday: rain\n");
  Future<void> closed = writer.stop();
  Future<void> tuesday = writer.write("Tuesday: sun\n");
  look("Monday", monday);
  look("closed", closed);
  look("Tuesday", tuesday);
  co_await std::move(closed);
  look("Monday", monday);
  print(std::to_string(std::filesystem::file_size(path)) + " bytes are in the file");
  try {
    co_await std::move(tuesday);
  } catch (const WriterStopped& error) {
    print(error.what());
  }
}

int main() {
  const Folder folder;
  Loop loop;
  Poller poller(loop);
  Mailbox home(poller);
  sync_wait(loop, diary(home, folder.file("diary")));
}
