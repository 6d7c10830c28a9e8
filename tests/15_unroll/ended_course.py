"""Who ends the runner ends all that it has begun; and what else it must bear. Started as course_box.py says."""

import os
import re
import shutil
import signal
import time

from course_box import *


def as_from_a_shell():
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


def ended_by(number, name, is_at_work, status):
    asked = start("check", preexec_fn=as_from_a_shell)
    is_at_work()
    expect(any(name in command for command in processes().values()), name + " is at work")
    asked.send_signal(number)
    said = asked.communicate(timeout=LIMIT)[0]
    expect(asked.returncode == status, f"status {status}, and it is {asked.returncode}")
    if status > 0:
        says(said, "Interrupted. Run the same again")
    all_end()


def a_test_ends_with_the_runner():
    door = Door("door")
    subject("inline void subject() { " + door.ring + " while (true) ::sched_yield(); }")
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        ended_by(number, "/test", lambda: door.rings("the test is at work"), 128 + number)
    ended_by(signal.SIGKILL, "/test", lambda: door.rings("the test is at work"), -signal.SIGKILL)


def a_compiler_ends_with_the_runner():
    gate = path("gate")
    os.mkfifo(gate)
    write(SUBJECT, f'#include "{gate}"\n' + program(GOOD))
    writers = []  # that it is opened means that the compiler reads it; and it reads on, as long as one is left
    ended_by(signal.SIGTERM, "subject_test.cpp", lambda: writers.append(opened(gate, "the compiler reads")), 128 + signal.SIGTERM)


def none_is_left(last_word):
    """It was killed; on a busy machine it may be some time until it dies. Else it would sleep much longer."""
    end = time.monotonic() + LIMIT
    while left := [pid for pid, command in every_process().items() if command[-1] == last_word]:
        if time.monotonic() > end:
            os.kill(left[0], signal.SIGKILL)
            expect(False, "nobody is left")
        os.sched_yield()


def what_a_test_leaves_behind_is_ended_and_named():
    call = f'sleep 1000.{os.getpid()}'
    subject("inline void subject() {\n  int ends[2];\n  ASSERT_EQ(::pipe2(ends, O_CLOEXEC), 0);\n"
            "  if (::fork() == 0) {\n    ::setsid();\n    if (::fork() != 0) ::_exit(0);\n"
            "    char* const none[] = {nullptr};\n"
            f'    ::execle("/bin/sleep", "sleep", "{call[6:]}", nullptr, none);\n    ::_exit(1);\n  }}\n'
            "  ::close(ends[1]);\n  char none = 0;\n  EXPECT_EQ(::read(ends[0], &none, 1), 0);\n}")
    write(SUBJECT, "#include <fcntl.h>\n#include <unistd.h>\n" + read(SUBJECT).replace("#pragma once\n", ""))
    says(ask("check"), "passed", "a process was left behind, and was ended: " + call)
    none_is_left(call[6:])


def a_build_of_parts_ends_with_the_runner():
    """Ninja gives each compiler a group of its own."""
    compiling = Door("compiling")
    last = f"1000.{os.getpid()}"
    write(path("compiler"), f'#!/bin/sh\necho >"{compiling.file}"\nsleep {last}\n')
    write(path("ninja/build.ninja"), f"rule compile\n  command = sh '{path('compiler')}'\nbuild one: compile\nbuild two: compile\n")
    write(path("unroll"), f"#!/bin/sh\nninja -C '{path('ninja')}' -j 2 >&2\n")
    asked = start("check")
    compiling.rings("it compiles")
    asked.terminate()
    asked.wait(LIMIT)
    all_end()
    none_is_left(last)


def what_has_left_its_group_ends_with_the_runner():
    door = Door("door")
    call = f"1000.{os.getpid()}"
    subject("inline void subject() {\n  if (::fork() == 0) {\n    ::setsid();\n"
            f'    {door.ring}\n    ::execl("/bin/sleep", "sleep", "{call}", nullptr);\n  }}\n'
            "  while (true) ::sched_yield();\n}")
    write(SUBJECT, "#include <unistd.h>\n" + read(SUBJECT).replace("#pragma once\n", ""))
    asked = start("check", preexec_fn=as_from_a_shell)
    door.rings("the test is at work")
    asked.send_signal(signal.SIGINT)
    asked.communicate(timeout=LIMIT)
    none_is_left(call)


def a_signal_that_is_ignored_stays_ignored():
    door = Door("door")
    waits = 'while (::access("%s", F_OK) != 0) ::sched_yield();' % path("go on")
    subject("inline void subject() { " + door.ring + " " + waits + " }")
    asked = start("check", preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN))
    door.rings("the test is at work")
    asked.send_signal(signal.SIGHUP)
    write(path("go on"), "")
    says(asked.communicate(timeout=LIMIT)[0], "passed")


def a_shells_settings_of_googletest_are_not_meant():
    subject(BAD)
    for setting in ("GTEST_FILTER=None.*", "GTEST_REPEAT=-1", "GTEST_LIST_TESTS=1", "GTEST_TOTAL_SHARDS=2"):
        name, value = setting.split("=")
        says(ask("check", status=1, env={name: value}), "wrong value", "is called")


def a_shells_settings_for_recorded_and_watched_runs_are_not_meant():
    kept = path("a run.json")
    write(kept, "my run")
    write(path("tests/exercises/01_queue/subject_test.cpp"), TEST.replace('#include "check', '#include "01_queue/loop.hpp"\n#include "check')
          .replace("unroll::subject();", "\n  unroll::Loop loop;\n  loop.post(unroll::subject);\n  loop.run();\n"))
    for settings in ({"UNROLL_TRACE_FILE": kept}, {"UNROLL_TRACE_FILE": "/nowhere/run.json"}, {"UNROLL_MONITOR": "nonsense"},
                     {"UNROLL_MONITOR": "text", "UNROLL_MONITOR_HANG": "soon"}):
        subject(GOOD + f"  // {settings}")
        says(ask("check", "subject", env=settings), "passed")
    expect(read(kept) == "my run", "nothing is written there")


def a_test_that_removes_its_folder_ends_nothing_else():
    subject('inline void subject() { std::filesystem::remove_all(std::filesystem::current_path()); }')
    text = read(SUBJECT).replace("#pragma once", "#pragma once\n#include <filesystem>")
    write(SUBJECT, text)
    write(path("exercises/01_queue/chapter.toml"), MANIFEST + MANIFEST.replace('"subject"', '"other"'))
    write(path("exercises/01_queue/other.hpp"), program(GOOD))
    write(path("tests/exercises/01_queue/other_test.cpp"), TEST.replace("subject.hpp", "other.hpp"))
    says(ask("check", "--all", status=1), "passed: 01_queue/other", "1 of 2 pass")


def who_only_looks_need_not_wait_for_a_watch():
    held = start("watch", stdin=subprocess.PIPE)
    said = ""
    while "n next" not in said:
        said += os.read(held.stdout.fileno(), 65536).decode(errors="replace")
    for words in (["list"], ["status"], ["next"], ["hint", "subject"], ["explain", "leak"]):
        ask(*words)
    says(ask("reset", "subject", status=2), "another ./unroll")
    said = ""
    held.stdin.write("h")
    held.stdin.flush()
    while "Hint 2 of 3" not in said:  # it knows of the one that was given beside it
        said += os.read(held.stdout.fileno(), 65536).decode(errors="replace")
    held.stdin.close()
    expect(held.wait(LIMIT) == 0, "watch ends with its input")


def what_cannot_be_written_is_an_error():
    with open("/dev/full", "w") as full:
        asked = start("list", stdout=full, stderr=subprocess.PIPE)
        says(asked.communicate(timeout=LIMIT)[1], "could not be written")
        expect(asked.returncode == 1, "status 1")


def who_reads_no_further_gets_no_error():
    reader, writer = os.pipe()
    os.close(reader)
    asked = start("list", "--json", stdout=writer, stderr=subprocess.PIPE)
    os.close(writer)
    said = asked.communicate(timeout=LIMIT)[1]
    expect(said == "", f"it ends in silence: {said}")
    expect(asked.returncode == 128 + signal.SIGPIPE, f"as a program that the signal ends, and not {asked.returncode}")


def closed_descriptors_are_no_files():
    lock = path(".unroll/course/lock")
    for closed in (1, 2, 3):
        shutil.rmtree(path(".unroll"), ignore_errors=True)
        asked = start("check", "subject", preexec_fn=lambda: os.closerange(0, closed))
        said = asked.communicate(timeout=LIMIT)[0]
        expect(asked.returncode == 0, f"the first {closed} are closed: status {asked.returncode}: {said}")
        expect(read(lock) == "", f"the first {closed} are closed: nothing is written into the lock")


def more_than_is_taken_is_refused():
    for words in (["list", "--jsn"], ["status", "bar"], ["solution", "--json"], ["reset", "--give-up"], ["next", "--foo"]):
        says(ask(*words, status=2), words[1])


def odd_notes_are_no_errors():
    ask("check")
    for text in ("", "[]", '{"passed":3}', '{"hints":{"01_queue/subject":18446744073709551615}}', '{"last":7}', "null"):
        write(path(".unroll/course/progress.json"), text)
        says(ask("status"), "of 1 done")
        says(ask("hint", "subject"), "Hint 1 of 3")
    for text in ('{"verdict":"passed","failed":3}', '{"verdict":1}', "["):
        size = os.stat(os.path.join(KEPT, "verdict.json")).st_size
        write(os.path.join(KEPT, "verdict.json"), text.ljust(size))
        says(ask("check", "subject"), "passed", "1 test")


def a_manifest_is_refused_with_its_line():
    for wrong, line, word in (
        (MANIFEST.replace('"subject"', '"a/b"'), 1, "name"),
        (MANIFEST + MANIFEST, MANIFEST.count("\n") + 1, "two exercises"),
        (MANIFEST + '[exercise.when]\n"Subject.IsCalled" = 3\n', 1, "no text"),
        ('exercise = [3]\n', 1, "[[exercise]]"),
    ):
        write(path("exercises/01_queue/chapter.toml"), wrong)
        says(ask("list", status=2), f"chapter.toml:{line}:", word)


def what_moves_a_terminals_cursor_is_not_passed_on():
    subject('inline void subject() { FAIL() << "a\\x1b[2Jb" << std::string(100000, \'x\'); }')
    said = ask("check", status=1)
    says(said, "a?[2Jb")
    expect("\x1b" not in said and len(said) < 2000, "it is cut: " + said)


keep_promise(globals())
