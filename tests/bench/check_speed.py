"""How long a student waits for the plain verdict, beside compiling, linking and running the same test by hand. Prints, asserts nothing.

  check_speed.py ROOT BUILD [ROUNDS [QUICK]]

BUILD and QUICK are folders in which unroll_check_world was built: with g++, .build/dev, where unroll_course is, too, and with clang,
.build/clang. The runner compiles with the parts of QUICK, or else with those of BUILD. By hand is g++.

Ten exercises, each solved, in a course of their own. What is measured is the runner as a student starts it: a file is saved,
`unroll_course check` runs to its end. By hand is one command, without precompiled headers and with the system's linker, and a run:
once with the flags of the course, once with as few as it takes. Ratios are taken within a round, of processor time, for that is what
other programs on the machine disturb the least; seconds by the clock stand beside it.
"""

import json
import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

folders = sys.argv[1:3] + sys.argv[4:]
if not (3 <= len(sys.argv) <= 5 and all(map(os.path.isdir, folders)) and all(map(str.isdigit, sys.argv[3:4]))):
    print(__doc__, file=sys.stderr)
    sys.exit(2)
root, build, *quick = (os.path.abspath(path) for path in folders)
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
runner = os.path.join(build, "chapters/15_unroll/unroll_course")
EXERCISES = ["01_queue/first_loop", "01_queue/loop", "02_callbacks/timers", "03_futures/then", "04_coroutines/generator",
             "05_scopes/with_timeout", "06_io/frames", "07_threads/semaphore", "08_monitor/who_waits", "09_writer/whole_lines"]


def words(name):
    with open(os.path.join(build, "course", name)) as file:
        return [line for line in file.read().split("\n") if line and line != "-I/usr/include"]


def lay_out(box):
    """The course with every exercise solved and no sanitizer; the parts are those of BUILD."""
    for folder in ("tests/exercises", "solutions"):
        shutil.copytree(os.path.join(root, folder), os.path.join(box, folder))
    shutil.copytree(os.path.join(root, "solutions"), os.path.join(box, "exercises"))
    for chapter in os.listdir(os.path.join(root, "exercises")):
        manifest = os.path.join(root, "exercises", chapter, "chapter.toml")
        if not os.path.exists(manifest):
            continue
        with open(manifest) as file, open(os.path.join(box, "exercises", chapter, "chapter.toml"), "w") as copy:
            copy.writelines("sanitizers = []\n" if line.startswith("sanitizers") else line for line in file)
    os.makedirs(os.path.join(box, ".build/dev"))
    os.symlink(os.path.join((quick or [build])[0], "course"), os.path.join(box, ".build/dev/course"))
    with open(os.path.join(box, "unroll"), "w") as script:
        script.write("#!/bin/sh\nexit 0\n")
    os.chmod(os.path.join(box, "unroll"), 0o755)


def checked(box, exercise):
    header = os.path.join(box, "exercises", exercise + ".hpp")
    with open(header, "a") as file:
        file.write("// saved\n")
    done = subprocess.run([runner, box, "check", exercise, "--json"], capture_output=True, text=True)
    verdict = json.loads(done.stdout)[0]
    if done.returncode != 0 or "plain" not in verdict["seconds"]:
        sys.exit(done.stdout + done.stderr)


def by_hand(box, exercise, few):
    compiler, *flags = words("compile.txt")
    flags = flags[:min(flags.index(word) for word in flags if word in ("-Winvalid-pch", "-Xclang"))]
    flags = ["-g" if flag == "-g1" else flag for flag in flags if flag not in ("-w", "-ffold-simple-inlines")]
    if few:
        flags = [flag for flag in flags if flag.startswith(("-I", "-std", "-DUNROLL", "-foptimize", "-fno-pie"))]
    parts = [part for part in words("link.txt")[1:] if part.endswith((".a", ".o")) and os.path.exists(part)]
    test = os.path.join(box, "tests/exercises", exercise + "_test.cpp")
    front = os.path.join(box, "exercises")
    subprocess.run([compiler, "-I", front, *flags, test, *[part for part in parts if "gtest" not in part], "-no-pie",
                    "-lgtest", "-lgtest_main", "-lpthread", "-o", box + "/t"], check=True)
    subprocess.run([box + "/t"], stdout=subprocess.DEVNULL, check=True)


def timed(how, *arguments):
    """By the clock, and of the processor."""
    before, begin = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    how(*arguments)
    end, after = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    return end - begin, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def alone(box, exercise):
    """A folder in front of the chapters that has this header only: the others are the course's."""
    front = tempfile.mkdtemp(dir=box)
    os.makedirs(os.path.join(front, "exercises", os.path.dirname(exercise)))
    os.makedirs(os.path.join(front, "tests/exercises", os.path.dirname(exercise)))
    for file in (f"exercises/{exercise}.hpp", f"tests/exercises/{exercise}_test.cpp"):
        shutil.copy(os.path.join(box, file), os.path.join(front, file))
    return front


with tempfile.TemporaryDirectory() as box:
    lay_out(box)
    print(f"{'save to verdict, processor seconds':34}{'runner':>8}{'by hand':>9}{'ratio':>7}{'few flags':>11}{'ratio':>7}{'clock':>8}")
    ratios = [], [], []
    for exercise in EXERCISES:
        front = alone(box, exercise)
        rows = [(timed(checked, box, exercise), timed(by_hand, front, exercise, False), timed(by_hand, front, exercise, True))
                for _ in range(rounds + 1)][1:]  # the first has laid out folders
        ours, theirs, few = (statistics.median(row[column][1] for row in rows) for column in range(3))
        for column, ratio in enumerate((statistics.median(row[0][1] / row[1][1] for row in rows),
                                        statistics.median(row[0][1] / row[2][1] for row in rows),
                                        statistics.median(row[0][0] / row[1][0] for row in rows))):
            ratios[column].append(ratio)
        print(f"{exercise:34}{ours:8.2f}{theirs:9.2f}{ratios[0][-1]:7.2f}{few:11.2f}{ratios[1][-1]:7.2f}"
              f"{statistics.median(row[0][0] for row in rows):8.2f}", flush=True)
    print(f"{'medians of the ratios':51}{statistics.median(ratios[0]):7.2f}{'':11}{statistics.median(ratios[1]):7.2f}"
          f"   (by the clock {statistics.median(ratios[2]):.2f})")
