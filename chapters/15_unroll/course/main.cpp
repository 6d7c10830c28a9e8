// The course runner: checks exercises and says what happened. The program behind `./unroll check` and its
// neighbours, on the loop that the chapters have built.
#include "15_unroll/course/commands.hpp"

int main(int argc, char** argv) { return unroll::course::run_course(argc, argv); }
