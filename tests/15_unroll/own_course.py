"""Exercises on chapters of the student's own, up to those that ask the kernel. Started as course_box.py says."""

import os

from course_box import *

OWN = path("exercises/02_callbacks/timers.hpp")
WORLD_TEST = """#include "ABOVE/subject.hpp"

#include "04_coroutines/sync_wait.hpp"
#include "06_io/stream.hpp"
#include "check.hpp"

namespace unroll {

Task<std::string> through_a_pipe(Poller& poller) {
  Pipe pipe = make_pipe(poller);
  co_await pipe.in.write_all("hello");
  pipe.in.close();
  co_return co_await pipe.out.read_all(100);
}

TEST(Subject, IsCalled) {
  subject();
  Loop loop;
  Poller poller(loop);
  EXPECT_EQ(sync_wait(loop, through_a_pipe(poller)), "hello");
  EXPECT_EQ(poller.timers().mine[99], 7) << "whose timers are these?";
}

}  // namespace unroll
"""


MINE = "  int mine[100] = {%s};\n" % ", ".join(100 * ["7"])


def own_timers():
    """Those of the course, with more in them: whoever was compiled with the others finds nothing in its place."""
    text = read(os.path.join(root, "chapters/02_callbacks/timers.hpp"))
    place = "class Timers {\n public:\n"
    expect(text.count(place) == 1, "the class has its beginning")
    return text.replace(place, place + MINE)


def lay_out_chapters(above):
    """The timers, and an exercise of a chapter above."""
    for chapter, name in (("02_callbacks", "timers"), (above, "subject")):
        write(path("exercises", chapter, "chapter.toml"), MANIFEST.replace('"subject"', f'"{name}"'))
    write(path("chapters/02_callbacks/timers.hpp"), "")  # that there is one: the exercise stands in its place
    write(OWN, own_timers())
    write(path("tests/exercises/02_callbacks/timers_test.cpp"), TEST.replace("01_queue/subject", "02_callbacks/timers")
          .replace("unroll::subject()", "unroll::Loop()"))
    write(path("exercises", above, "subject.hpp"), program(GOOD))
    write(path("tests/exercises", above, "subject_test.cpp"), WORLD_TEST.replace("ABOVE", above))


def what_asks_the_kernel_stands_on_the_students_own():
    lay_out_chapters("09_writer")
    says(ask("check", "09_writer", "--own", status=1), "mine")  # nothing of one's own is done yet
    says(ask("check", "timers"), "passed: 02_callbacks/timers")
    says(ask("check", "09_writer", "--own"), "passed: 09_writer/subject")
    write(OWN, own_timers().replace("7};", "8};"))
    says(ask("check", "09_writer", "--own", status=1), "wrong value", "whose timers are these?")


def own_headers_lie_in_front_where_they_are_done():
    """Of a chapter that is checked, those below; of none, all. What is not one's own leads to the course's."""
    lay_out_chapters("09_writer")
    front = path(".unroll/course/own/02_callbacks/timers.hpp")
    expect(ask("own-headers") == "", "none is done yet, and no chapter stands on it")
    says(read(front), path("chapters/02_callbacks/timers.hpp"))
    says(ask("check", "timers"), "passed: 02_callbacks/timers")
    expect(ask("own-headers") == "02_callbacks\n09_writer\n", "these stand on it")
    says(read(front), OWN)
    expect(ask("own-headers", "09_writer", "--own") == "02_callbacks\n", "and this one is below")
    expect(ask("own-headers", "timers") == "", "nothing is below itself")
    says(ask("own-headers", "nobody", status=2), "there is no exercise")


def what_is_saved_while_the_world_compiles_is_in_all_of_it():
    lay_out_chapters("06_io")
    write(OWN, own_timers().replace(MINE, MINE + "  static constexpr int version = 7;\n"))
    write(path("tests/exercises/06_io/subject_test.cpp"),
          WORLD_TEST.replace("ABOVE", "06_io").replace("mine[99], 7)", "mine[99], Timers::version)"))
    says(ask("check", "timers"), "passed: 02_callbacks/timers")
    a_compiler(f"""case "$*" in *06_io.o.*) [ -e "$box/saved" ] || sed -i 's/7}};/8}};/; s/= 7;/= 8;/' '{OWN}'; touch "$box/saved" ;; esac
"$real" "$@" """)
    says(ask("check", "06_io", "--own"), "passed: 06_io/subject")
    says(read(OWN), "version = 8;")  # so it was saved


keep_promise(globals())
