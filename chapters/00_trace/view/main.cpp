#include <iostream>

#include "recording.hpp"
#include "text_view.hpp"

int main(int count, char** arguments) {
  if (count != 2) {
    std::cerr << "unroll trace: give one file\n";
    return 2;
  }
  try {
    std::cout << unroll::view::text_view(unroll::view::read_recording(arguments[1]));
  } catch (const unroll::view::Unreadable& error) {
    std::cerr << "unroll trace: " << arguments[1] << ": " << error.what() << "\n";
    return 2;
  }
}
