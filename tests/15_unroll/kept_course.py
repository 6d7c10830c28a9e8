"""When the runner believes what it has made before, and when not. Started as course_box.py says."""

import os
import shutil
import signal
import subprocess
import tempfile

from course_box import *


def what_is_saved_while_it_compiles_is_compiled_the_next_time():
    with tempfile.TemporaryDirectory() as folder:
        gate = os.path.join(folder, "gate")
        os.mkfifo(gate)
        write(SUBJECT, f'#include "{gate}"\n' + program(GOOD))
        asked = start("check")
        with opened(gate, "the compiler reads"):  # the compiler has read the first line now
            subject(BAD)
        says(asked.communicate(timeout=LIMIT)[0], "01_queue/subject")
    says(ask("check", "subject", status=1), "wrong value")


def an_older_file_in_its_place_is_another_file():
    ask("check")
    write(SUBJECT + ".old", program(BAD))
    os.utime(SUBJECT + ".old", (1, 1))
    os.rename(SUBJECT + ".old", SUBJECT)
    says(ask("check", "subject", status=1), "wrong value")


def a_clock_that_was_set_back_makes_nothing_true():
    ask("check")
    for file in os.listdir(KEPT):
        os.utime(os.path.join(KEPT, file), (2**32, 2**32))
    subject(BAD)
    says(ask("check", "subject", status=1), "wrong value")


def what_was_made_in_another_folder_is_not_believed():
    subject("inline void subject() { FAIL() << __BASE_FILE__ + 5; }")
    says(ask("check", status=1), os.path.basename(box))
    other = tempfile.mkdtemp(prefix="a copy ")
    try:
        shutil.copytree(box, other, symlinks=True, dirs_exist_ok=True)
        asked = subprocess.run([runner, other, "check"], capture_output=True, text=True, timeout=LIMIT)
        expect(os.path.basename(box) not in asked.stdout, "it was built in its own folder: " + asked.stdout)
    finally:
        shutil.rmtree(other)


def what_was_read_and_is_gone_is_never_believed():
    """Nobody can say what it was like."""
    write(SUBJECT, f'#include "{path("gone.hpp")}"\n' + program(GOOD))
    a_compiler('echo once >>"$box/compiled"; : >"$box/gone.hpp"; "$real" "$@"; status=$?; rm "$box/gone.hpp"; exit $status')
    for times in (1, 2):
        says(ask("check", "subject"), "passed")
        expect(read(path("compiled")).count("once") == times, f"it is compiled {times} times")


def half_an_object_is_never_believed():
    half = Door("half")
    a_compiler('''"$real" "$@" || exit
test -e "$box/second" && exit
for object; do :; done
truncate -s 5000 "$object"
echo $$ >"$box/half"
exec sleep 1000''')
    asked = start("check")
    compiler = int(half.rings("half an object"))
    asked.kill()
    asked.wait()
    os.kill(compiler, signal.SIGKILL)
    write(path("second"), "")
    says(ask("check"), "passed")


def a_program_that_is_cut_off_is_built_anew():
    ask("check")
    for file in ("test", "verdict.json"):
        write(os.path.join(KEPT, file), "")
    says(ask("check", "subject"), "passed")


def a_full_disk_is_nobodys_compile_error():
    a_compiler('echo "/tmp/cc.s: Assembler messages: fatal error: cannot write: No space left on device" >&2; exit 1')
    says(ask("check", status=2), "not because of your program", "No space left")
    write(path("compiler"), "#!/bin/sh\nkill -KILL $$\n")
    says(ask("check", status=2), "not because of your program")


def a_compiler_that_takes_too_long_is_nobodys_error():
    a_compiler("exec sleep 1000")
    said = ask("check", status=2, env={"UNROLL_COMPILE_SECONDS": "1"})
    says(" ".join(said.split()), "the compiler took longer than 1 s", "no verdict on your program",
         "UNROLL_COMPILE_SECONDS=5 ./unroll check")
    says(ask("status"), "0 of 1 done")
    says(ask("check", status=2, env={"UNROLL_COMPILE_SECONDS": "soon"}), "UNROLL_COMPILE_SECONDS is a number")


def where_it_is_not_said_how_to_compile_that_is_refused():
    a_compiler('exec "$real" "$@"')
    for file in ("compile.txt", "link.txt"):
        before = read(path(".build/dev/course", file))
        write(path(".build/dev/course", file), "")
        said = " ".join(ask("check", status=2).split())
        says(said, f"{file} is empty", "Remove the folder", ".build/dev")
        write(path(".build/dev/course", file), before)
    says(ask("check"), "passed")


def a_compile_error_leaves_no_half_lists_behind():
    for body in ("nothing();", "nobody();"):
        subject(f"inline void subject() {{ {body} }}")
        says(ask("check", status=1), "compile error")
    left = [name for name in os.listdir(KEPT) if name.startswith(("test.d", "test.o"))]
    expect(left == [], f"nothing is left of it: {left}")


def where_there_is_nothing_to_compile_that_is_said():
    ask("status")  # the starter is kept
    os.remove(SUBJECT)
    says(ask("check", status=1), "exercises/01_queue/subject.hpp:1", "no such file. ./unroll reset subject")
    os.mkfifo(SUBJECT)  # who opened it would wait for ever
    says(ask("check", status=1), "no such file")
    says(ask("reset", "subject", status=2), "exercises/01_queue/subject.hpp is no file. Remove it first")
    os.remove(SUBJECT)
    write(SUBJECT, "\n \n")
    says(ask("check", status=1), "it is empty. ./unroll reset subject")


def two_mains_are_told_from_a_body_that_is_missing():
    write(SUBJECT, program(GOOD) + "int main() { return 0; }\n")
    says(ask("check", status=1), "compile error", "The test has a `main` of its own")
    write(SUBJECT, "int nowhere();\n" + program("inline void subject() { nowhere(); }"))
    says(ask("check", status=1), "compile error", "its body is missing")


def rubbish_is_a_compile_error():
    with open(SUBJECT, "wb") as out:
        out.write(b"\xfe\x01" * 300_000)
    says(ask("check", status=1), "compile error")


def what_the_compiler_warned_of_is_told_when_it_does_not_pass():
    subject("inline void subject() {\n  int narrow = 3.7;\n  EXPECT_EQ(narrow, 4);\n}")
    for _ in range(2):  # made, and believed
        says(ask("check", status=1), "wrong value", "the compiler warned", "subject.hpp:6: ", "conversion")
    subject("inline void subject() {\n  int narrow = 3.7;\n  EXPECT_EQ(narrow, 3);\n}")
    expect("warned" not in ask("check"), "what passes is not blamed")


def another_runner_judges_anew():
    subject(GOOD)
    says(ask("check", "subject"), "passed")
    before = os.stat(os.path.join(KEPT, "log.txt")).st_mtime_ns
    says(ask("check", "subject"), "passed")
    expect(os.stat(os.path.join(KEPT, "log.txt")).st_mtime_ns == before, "what is known is not run again")
    another = path("another_runner")
    shutil.copy(program_for("check", runner), another)
    done = subprocess.run([another, box, "check", "subject"], capture_output=True, text=True, timeout=LIMIT)
    says(done.stdout, "passed")
    expect(os.stat(os.path.join(KEPT, "log.txt")).st_mtime_ns != before, "an update may have brought another one, which sees more")


keep_promise(globals())
