"""A small course of its own, in a folder with a space in its name, for the tests of the course runner."""

import json
import os
import pty
import select
import shutil
import subprocess
import sys
import tempfile
import time

from programs import program_for

LIMIT = 120  # seconds; only ever reached if something hangs
promise, root, build, runner = sys.argv[1:5]
box = tempfile.mkdtemp(prefix="a course ")
NAME = "01_queue/first_loop"


def expect(is_so, what):
    if not is_so:
        print("FAILED:", what)
        sys.exit(1)


def path(*parts):
    return os.path.join(box, *parts)


def lay_out():
    """One exercise of the real course, and the parts that were built in BUILD."""
    for folder in ("exercises/01_queue", "solutions/01_queue", "tests/exercises/01_queue/first_loop"):
        os.makedirs(path(folder))
    for file in ("exercises/%s.hpp", "solutions/%s.hpp", "tests/exercises/%s_test.cpp"):
        shutil.copy(os.path.join(root, file % NAME), path(file % NAME))
    wrong = os.path.join("tests/exercises", NAME)
    for file in os.listdir(os.path.join(root, wrong)):
        shutil.copy(os.path.join(root, wrong, file), path(wrong, file))
    manifest = open(os.path.join(root, "exercises/01_queue/chapter.toml")).read()
    one = [part for part in manifest.split("[[exercise]]") if 'name = "first_loop"' in part]
    text = "[[exercise]]" + one[0].replace('sanitizers = ["address"]', "sanitizers = []")
    open(path("exercises/01_queue/chapter.toml"), "w").write(text)
    for preset in ("dev", "asan", "tsan"):
        os.makedirs(path(".build", preset))
        os.symlink(os.path.join(build, "course"), path(".build", preset, "course"))
    open(path("unroll"), "w").write("#!/bin/sh\nexit 0\n")
    os.chmod(path("unroll"), 0o755)


def second():
    """Another exercise behind the first, as it is given."""
    for folder in ("exercises", "solutions"):
        text = open(path(folder, NAME + ".hpp")).read()
        open(path(folder, "01_queue/second.hpp"), "w").write(text)
    test = open(path("tests/exercises", NAME + "_test.cpp")).read().replace("first_loop.hpp", "second.hpp")
    open(path("tests/exercises/01_queue/second_test.cpp"), "w").write(test)
    manifest = open(path("exercises/01_queue/chapter.toml")).read()
    open(path("exercises/01_queue/chapter.toml"), "a").write("\n" + manifest.replace("first_loop", "second"))


def answer_as_unroll_does():
    """The script of the small course builds nothing; all else it hands to the runner."""
    open(path("unroll"), "w").write("#!/usr/bin/env bash\nif [[ $1 == build-parts ]]; then exit 0; fi\nwords=()\n"
                                    'for word; do [[ $word == --text ]] || words+=("$word"); done\n'
                                    f'exec "{runner}" "{box}" "${{words[@]}}"\n')


def starter():
    return path("exercises", NAME + ".hpp")


def solve():
    shutil.copy(path("solutions", NAME + ".hpp"), starter())


def mistake(name):
    shutil.copy(path("tests/exercises", NAME, name + ".hpp"), starter())


def ask(*words, status=0, columns=80):
    environment = dict(os.environ, NO_COLOR="1", COLUMNS=str(columns))
    done = subprocess.run([program_for(words[0], runner), box, *words], capture_output=True, text=True,
                          timeout=LIMIT, env=environment, stdin=subprocess.DEVNULL)
    said = done.stdout + done.stderr
    expect(done.returncode == status, f"{words}: status {status}, and it is {done.returncode}: {said}")
    return said


def says(said, *words):
    """However its lines are broken."""
    flat = " ".join(said.split())
    for word in words:
        expect(" ".join(word.split()) in flat, f"it says {word!r}, and says: {said}")


class Terminal:
    """The runner in a terminal of its own."""

    def __init__(self, *words, kind="xterm"):
        self.said = b""
        self.all = b""
        self.process, self.screen = pty.fork()
        if self.process == 0:
            os.environ["TERM"] = kind
            self.begin(runner, box, *words)

    def begin(self, *words):
        os.execv(words[0], words)

    def until(self, word):
        end = time.monotonic() + LIMIT
        while word.encode() not in self.said:
            expect(time.monotonic() < end, f"it never says {word!r}, but: {self.said.decode(errors='replace')}")
            if select.select([self.screen], [], [], 1)[0]:
                more = os.read(self.screen, 65536)
                self.said += more
                self.all += more
        before, self.said = self.said.split(word.encode(), 1)
        return before

    def press(self, keys):
        os.write(self.screen, keys.encode())

    def ends(self):
        expect(os.waitpid(self.process, 0)[1] == 0, "it ends with status 0")


def keep(promises):
    """Runs the one that was asked for, in its own course."""
    try:
        lay_out()
        promises[promise]()
    finally:
        shutil.rmtree(box)
