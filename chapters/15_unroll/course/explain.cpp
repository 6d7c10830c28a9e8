#include "15_unroll/course/explain.hpp"

namespace unroll::course {

using Kind = Verdict::Kind;

std::string explanation(Kind kind) {
  switch (kind) {
    case Kind::passed:
      return "Every test has run to its end, and none has failed.\n"
             "It is known from the tests' own record and from how the program ended, not from what it "
             "printed.\n"
             "In a sanitizer's build it means besides: it saw no wrong use of memory, or no race.\n"
             "./unroll solution NAME shows now how the course does it, where a copy has its solutions.\n"
             "Read: the chapter's section What it costs.\n";
    case Kind::not_written:
      return "A place where your code belongs was reached, and todo() stands there still.\n"
             "It says what is to be done there.\n"
             "Write that; leave the others until their test asks for them.\n"
             "The contract, above in the file, says what must hold.\n"
             "Read: the chapter's section The code.\n";
    case Kind::compile_error:
      return "The compiler does not understand the program. The first error in your own file is shown.\n"
             "Errors behind it are often its echo: mend the first, and check again.\n"
             "Is the signature as it was? Tests call what the starter declares.\n"
             "All that the compiler said is in the log.\n"
             "Read: docs/toolchain.md, for what g++ 12 does to coroutines.\n";
    case Kind::wrong_value:
      return "A test compared what came out with what was promised, and they differ.\n"
             "The failed promise is said in words, with its line in the test.\n"
             "Run the smallest case by hand: which line of your code makes the first wrong value?\n"
             "./unroll run NAME shows all steps of the run.\n"
             "Read: the chapter's section Invariants.\n";
    case Kind::wrong_order:
      return "All the right things have happened, but not in the right order.\n"
             "What happened and what was expected stand side by side; the first line that differs is marked "
             "with !.\n"
             "Who was posted first? A queue serves in that order; who runs something at once jumps it.\n"
             "./unroll run NAME shows who posted whom.\n"
             "Read: chapters/01_queue/README.md, section Invariants.\n";
    case Kind::lost_wake_up:
      return "The loop had nothing left to run and nothing to wait for, and tasks still waited.\n"
             "Whoever should have woken them never did, or did so before they waited, or was destroyed.\n"
             "It is known from the loop itself, or from all threads waiting for what cannot come.\n"
             "Look at each task that is named: who should resolve what it waits for? Does that line run?\n"
             "Read: chapters/08_monitor/README.md.\n";
    case Kind::deadlock:
      return "Each thread waits for another one, and none can go on.\n"
             "It is known from the kernel: every thread waits for a lock or a condition without a limit.\n"
             "Look at the places that are named. What does each hold while it waits?\n"
             "Does somebody wait on the thread that should do the work?\n"
             "Read: chapters/07_threads/README.md, section Its trap.\n";
    case Kind::endless_loop:
      return "The program works and works, and comes to no end.\n"
             "It is known from the jobs it ran, from what it said again and again, from how much it printed, "
             "or from its processor time.\n"
             "Which condition ends your loop? Does anything in the loop change it?\n"
             "A job that posts itself runs for ever, too.\n"
             "Read: chapters/01_queue/README.md, section Its trap.\n";
    case Kind::busy_wait:
      return "Turn after turn of the loop nothing moved and nothing was waited for.\n"
             "The loop spins: it looks whether something has come, finds nothing, and looks again.\n"
             "Wait for what you want (a time, a value, a descriptor) instead of asking for it.\n"
             "On a real machine this takes a whole core.\n"
             "Read: chapters/08_monitor/README.md.\n";
    case Kind::blocked_loop:
      return "Something stopped the thread of the loop: it slept, or called what waits.\n"
             "Meanwhile nobody else on this loop could run.\n"
             "Sleeps are counted, and not slept; other calls are known from the kernel.\n"
             "Let a timer wait, or a pool do what blocks.\n"
             "Read: chapters/02_callbacks/README.md, section The question.\n";
    case Kind::data_race:
      return "Two threads used the same memory at the same time, and one of them wrote.\n"
             "It is known from the thread sanitizer, which names both places.\n"
             "Which thread owns that memory? The others must send a job to it.\n"
             "A lock mends it only if every use is under it.\n"
             "Read: chapters/07_threads/README.md, section Invariants.\n";
    case Kind::use_after_free:
      return "Memory was used that was given back already.\n"
             "It is known from the address sanitizer, which names the use, the end and the beginning.\n"
             "Who owned it, and what kept the owner alive? A reference keeps nothing alive.\n"
             "In coroutines: parameters by value, and no capturing lambda.\n"
             "Read: chapters/04_coroutines/README.md, section Its trap.\n";
    case Kind::leak:
      return "Memory was never given back, and nobody knows of it any more.\n"
             "It is known from the leak sanitizer, when the program had ended.\n"
             "A ring of shared_ptr keeps itself alive; so does a frame that nobody destroys.\n"
             "The place that is named is where it was allocated.\n"
             "Read: docs/design.md, section Tickets, not lists of owners.\n";
    case Kind::undefined:
      return "The program did something that C++ gives no meaning to.\n"
             "It is known from the sanitizer, which names the line and what it was.\n"
             "It may work today, and not with another compiler.\n"
             "Typical: an overflow, a null reference, a shift too far.\n"
             "Read: docs/toolchain.md.\n";
    case Kind::crash:
      return "The program was ended by the system, or by an error that nobody took.\n"
             "The signal and the place are named if they are known. Then the exercise's sanitizers are asked "
             "why.\n"
             "Typical: a null pointer, an empty std::function, a recursion without an end.\n"
             "An error in a destructor or a thread ends the program, too.\n"
             "Read: docs/toolchain.md.\n";
    case Kind::out_of_memory:
      return "The program wanted more memory than a test may use.\n"
             "It is known from the allocation that failed, or from how much it used: the limit is named.\n"
             "What grows without a limit: a queue that nobody empties, a task for each item?\n"
             "Let who brings wait until who takes has room.\n"
             "Read: chapters/07_threads/README.md, of channels.\n";
    case Kind::not_executed:
      return "Some tests did not come to their end, and yet the program ended as if all were well.\n"
             "Green is only what has run: the tests keep a record of their own.\n"
             "Does your code call exit, also at the very end, in the destructor of a static object?\n"
             "The tests that are missing are named, and the call, if there was one.\n"
             "Read: docs/exercises.md.\n";
  }
  return "";
}

}  // namespace unroll::course
