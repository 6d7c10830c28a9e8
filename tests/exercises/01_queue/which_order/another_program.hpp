// Wrong: a prediction comes true if the program is changed: without the stop, one run is enough.
// Caught by: WhichOrder.TheProgramIsStillTheSame (wrong value)
#pragma once

// What does this program print, and in which order? Who guesses here guesses in every program that posts.
//
// Contract
// - `program` stays as it is.
// - `prediction` holds the lines that it prints, in their order, and no line that it never prints.

#include <functional>
#include <string>
#include <vector>

#include "01_queue/loop.hpp"

namespace unroll {

inline void program(const std::function<void(std::string)>& print) {
  Loop loop;
  int number = 1;
  loop.post([&, copy = number] {
    print("A" + std::to_string(copy));
    loop.post([&] { print("B"); });
    print("C");
  });
  loop.post([&] {
    print("D" + std::to_string(number));
    loop.post([&] { print("E"); });
    print("F");
  });
  number = 2;
  print("G");
  loop.run();
  print("H");
  loop.run();
  loop.post([&] { print("I"); });
}

inline const std::vector<std::string> prediction = {"G", "A1", "C", "D2", "F", "B", "E", "H"};

}  // namespace unroll
