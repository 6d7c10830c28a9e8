"""How long a student waits for a verdict, beside compiling and running the same test by hand. Prints, asserts nothing.

  check_speed.py ROOT BUILD [ROUNDS]      BUILD is a folder in which the target unroll_check_parts was built

For ten exercises the solution is tried in turn: by hand (g++ with GoogleTest's headers, -lgtest, and what the record needs), and with
precompiled headers, the parts built once and the linker of the runner. Ratios are taken within a round.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time

root, build = sys.argv[1:3]
rounds = int(sys.argv[3]) if len(sys.argv) > 3 else 5
EXERCISES = ["01_queue/first_loop", "01_queue/loop", "02_callbacks/every", "02_callbacks/timers", "03_futures/then",
             "03_futures/parcel", "04_coroutines/generator", "04_coroutines/sync_wait", "05_scopes/mirrors",
             "05_scopes/with_timeout"]


def words(name):
    with open(os.path.join(build, "course", name)) as file:
        return [line for line in file.read().split("\n") if line and line != "-I/usr/include"]


def fast(front, test, box):
    compiler, *options = words("compile.txt")
    subprocess.run([compiler, "-I", front, *options, "-c", test, "-o", box + "/t.o"], check=True)
    linker, *parts = words("link.txt")
    parts = [part for part in parts if not part.endswith(".a") or os.path.exists(part)]
    subprocess.run([linker, box + "/t.o", *parts, "-o", box + "/t"], check=True)


def by_hand(front, test, box):
    compiler, *options = words("compile.txt")
    options = options[:options.index("-Winvalid-pch")]
    parts = [part for part in words("link.txt")[1:] if part.endswith((".a", ".o")) and os.path.exists(part)]
    subprocess.run([compiler, "-I", front, *options, test, *[part for part in parts if "gtest" not in part], "-no-pie",
                    "-lgtest", "-lgtest_main", "-lpthread", "-o", box + "/t"], check=True)


def timed(how, front, test, box):
    begin = time.monotonic()
    how(front, test, box)
    subprocess.run([box + "/t"], stdout=subprocess.DEVNULL, check=True)
    return time.monotonic() - begin


print(f"{'save to verdict, seconds':32}{'runner':>8}{'by hand':>9}{'ratio':>8}")
ratios = []
for exercise in EXERCISES:
    with tempfile.TemporaryDirectory() as box:
        os.makedirs(f"{box}/{os.path.dirname(exercise)}")
        with open(f"{box}/{exercise}.hpp", "w") as header:
            header.write(f'#include "{root}/solutions/{exercise}.hpp"\n')
        test = f"{root}/tests/exercises/{exercise}_test.cpp"
        pairs = [(timed(fast, box, test, box), timed(by_hand, box, test, box)) for _ in range(rounds)]
    ratio = statistics.median(ours / theirs for ours, theirs in pairs)
    ratios.append(ratio)
    print(f"{exercise:32}{statistics.median(p[0] for p in pairs):8.2f}{statistics.median(p[1] for p in pairs):9.2f}{ratio:8.2f}")
print(f"{'median of the ratios':49}{statistics.median(ratios):8.2f}")
