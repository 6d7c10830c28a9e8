"""A small course of its own, in a folder with a space in its name: one exercise, 01_queue/subject, and a test that does
nothing but call it. For programs that are started as

  NAME.py PROMISE ROOT BUILD RUNNER [FILE…]      FILEs are built before, and are not looked at

What a list of make has other names for is in the name of the folder of those that ask what is believed.
"""

import atexit
import os
import select
import shutil
import signal
import subprocess
import sys
import tempfile
import time

from programs import program_for

LIMIT = 120  # seconds; only ever reached if something hangs
promise, root, build, runner = sys.argv[1:5]
box = tempfile.mkdtemp(prefix="a course #1 $x: " if sys.argv[0].endswith("kept_course.py") else "a course ")
atexit.register(shutil.rmtree, box, ignore_errors=True)

TEST = """#include "01_queue/subject.hpp"

#include "check.hpp"

TEST(Subject, IsCalled) { unroll::subject(); }
"""
MANIFEST = """[[exercise]]
name = "subject"
title = "A subject"
kind = "write"
goal = "It is called."
minutes = 1
sanitizers = []
read = "README.md"
hints = ["one", "two", "three"]
"""
GOOD = "inline void subject() {}"
BAD = "inline void subject() { EXPECT_EQ(1, 2); }"


def expect(is_so, what):
    if not is_so:
        print("FAILED:", what)
        sys.exit(1)


def says(said, *words):
    for word in words:
        expect(word in said, f"it says {word!r}, and says: {said}")


def path(*parts):
    return os.path.join(box, *parts)


SUBJECT = path("exercises/01_queue/subject.hpp")
KEPT = path(".unroll/course/01_queue/subject/yours-dev")


def read(file):
    with open(file) as text:
        return text.read()


def write(file, text):
    os.makedirs(os.path.dirname(file), exist_ok=True)
    with open(file, "w") as out:
        out.write(text)


def program(body):
    return '#pragma once\n#include <fstream>\n#include "check.hpp"\nnamespace unroll {\n' + body + "\n}  // namespace unroll\n"


def subject(body):
    write(SUBJECT, program(body))


def lay_out():
    """The parts that were built in BUILD are used."""
    write(path("exercises/01_queue/chapter.toml"), MANIFEST)
    write(path("tests/exercises/01_queue/subject_test.cpp"), TEST)
    subject(GOOD)
    for preset in ("dev", "asan", "tsan"):
        os.makedirs(path(".build", preset))
        os.symlink(os.path.join(build, "course"), path(".build", preset, "course"))
    write(path("unroll"), "#!/bin/sh\nexit 0\n")
    os.chmod(path("unroll"), 0o755)


def start(*words, **how):
    """The runner, or the one that knows the command, beside this program."""
    how = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, **how}
    how["env"] = {**os.environ, "NO_COLOR": "1", **how.get("env", {})}
    return subprocess.Popen([program_for(words[0], runner), box, *words], text=True, errors="replace", **how)


def ask(*words, status=0, **how):
    asked = start(*words, **how)
    said = asked.communicate(timeout=LIMIT)[0] or ""
    expect(asked.returncode == status, f"{words}: status {status}, and it is {asked.returncode}: {said}")
    return said


class Door:
    """A file into which whoever is waited for writes a line: a test, or a compiler."""

    def __init__(self, name):
        self.file = path(name)
        os.mkfifo(self.file)
        self.here = os.open(self.file, os.O_RDWR)  # so that nobody who opens it waits
        self.ring = f'std::ofstream("{self.file}") << std::endl;'

    def rings(self, what):
        expect(select.select([self.here], [], [], LIMIT)[0], f"it never comes to this: {what}")
        return os.read(self.here, 100)


def opened(file, what):
    """For writing: there is somebody who reads it."""
    signal.signal(signal.SIGALRM, lambda *_: expect(False, f"it never comes to this: {what}"))
    signal.alarm(LIMIT)
    out = open(file, "w")
    signal.alarm(0)
    return out


def all_end():
    """What the runner has started, and what that has, ends; the kernel tells when."""
    end = time.monotonic() + LIMIT
    while left := processes():
        for pid, command in left.items():
            try:
                process = os.pidfd_open(pid)
            except ProcessLookupError:
                continue
            ended = select.select([process], [], [], max(0, end - time.monotonic()))[0]
            os.close(process)
            expect(ended, f"it never ends: {command}")


def every_process():
    """How each was called, a word after the other, by number."""
    found = {}
    for pid in filter(str.isdigit, os.listdir("/proc")):
        try:
            command = read(f"/proc/{pid}/cmdline")
            state = read(f"/proc/{pid}/stat").rsplit(")", 1)[1].split()[0]
        except OSError:
            continue
        if state != "Z":
            found[int(pid)] = command.rstrip("\0").split("\0")
    return found


def processes():
    """Those that the runner has started, and those that they have: what was called how, by number."""
    every = {pid: " ".join(words) for pid, words in every_process().items()}
    return {pid: command for pid, command in every.items()
            if box in command and not command.startswith((runner, sys.executable))}


def a_compiler(script):
    """In place of the real one, which is "$real"."""
    folder = path(".build/dev/course")
    os.unlink(folder)
    shutil.copytree(os.path.join(build, "course"), folder)
    words = read(os.path.join(folder, "compile.txt")).split("\n")
    write(path("compiler"), f"#!/bin/sh\nreal={words[0]}\nbox='{box}'\n{script}\n")
    os.chmod(path("compiler"), 0o755)
    write(os.path.join(folder, "compile.txt"), "\n".join([path("compiler"), *words[1:]]))


def keep_promise(promises):
    lay_out()
    promises[promise]()
