"""What the runner is asked for besides checks: by a student, and by an editor. Started as course.py says."""

import fcntl
import json
import os
import re
import shutil
import subprocess
import time

from small_course import (LIMIT, NAME, answer_as_unroll_does, ask, box, expect, keep, mistake, path, root, runner, says,
                          starter)

OTHER = "02_callbacks/first_loop"


def lay_out_another_of_that_name():
    for folder in ("exercises", "solutions", "tests/exercises"):
        os.makedirs(path(folder, "02_callbacks"))
    for file in ("exercises/%s.hpp", "solutions/%s.hpp", "tests/exercises/%s_test.cpp"):
        text = open(path(file % NAME)).read().replace(NAME, OTHER)
        open(path(file % OTHER), "w").write(text)
    shutil.copy(path("exercises/01_queue/chapter.toml"), path("exercises/02_callbacks"))


def what_it_says_to_type(said):
    """Each command with a name that stands in what was said."""
    flat = " ".join(said.split())
    return re.findall(r"\./unroll ((?:hint|solution|reset) [\w/]*first_loop(?: --give-up)?)", flat)


def what_the_editor_types(label, exercise):
    tasks = json.loads(open(os.path.join(root, ".vscode/tasks.json")).read())["tasks"]
    command = next(task["command"] for task in tasks if task["label"] == label)
    chapter, name = exercise.split("/")
    for what, by in (("relativeFile", f"exercises/{exercise}.hpp"), ("fileBasenameNoExtension", name),
                     ("fileDirnameBasename", chapter)):
        command = command.replace("${" + what + "}", by)
    return subprocess.run(["bash", "-c", command], cwd=box, capture_output=True, text=True)


def two_of_one_name_are_told_apart():
    lay_out_another_of_that_name()
    says(ask("hint", "first_loop", status=2), f"'first_loop' may be any of these: {NAME}, {OTHER}")
    expect(what_it_says_to_type(ask("reset", status=2)) == [f"reset {NAME}"], "the whole name of the first")
    answer_as_unroll_does()
    os.chmod(path("unroll"), 0o755)
    for exercise in (NAME, OTHER):
        asked = what_the_editor_types("unroll: hint", exercise)
        expect(asked.returncode == 0 and "Hint 1 of 3" in asked.stdout, f"in the editor: {asked.stdout}{asked.stderr}")
        told = what_it_says_to_type(asked.stdout) + what_it_says_to_type(ask("solution", exercise, status=2))
        ask("hint", exercise)
        ask("hint", exercise)
        told += what_it_says_to_type(ask("solution", exercise, status=2))
        shutil.copy(path("solutions", exercise + ".hpp"), path("exercises", exercise + ".hpp"))
        told += what_it_says_to_type(ask("check", exercise))
        expect(told == [f"hint {exercise}", f"hint {exercise}", f"solution {exercise} --give-up", f"solution {exercise}"],
               f"it says the whole name: {told}")
        for words in told:
            ask(*words.split())
        ask("run", exercise)
    runs = sorted(os.listdir(path(".unroll/runs")))
    expect(runs == ["01_queue.first_loop.json", "02_callbacks.first_loop.json"], f"each has its own recorded run: {runs}")


def an_exercise_is_run_and_its_run_is_kept():
    open(starter(), "w").write("""#pragma once
#include <functional>
#include <iostream>
#include "01_queue/loop.hpp"
namespace unroll {
struct FirstLoop {
  using Job = std::function<void()>;
  void post(Job job) { loop.post(std::move(job)); }
  void run() {
    std::cout << "here it runs" << std::endl;
    loop.run();
  }
  Loop loop;
};
}  // namespace unroll
""")
    kept = path(".unroll/runs/01_queue.first_loop.json")
    says(ask("run", "first_loop"), "here it runs", "passed: 01_queue/first_loop",
         "The run is kept: ./unroll trace .unroll/runs/01_queue.first_loop.json")
    steps = {event.get("args", {}).get("k") for event in json.loads(open(kept).read())["traceEvents"]}
    expect({"post", "run"} <= steps, f"jobs were posted and run: {steps}")
    os.remove(kept)
    ask("run", "first_loop")
    expect(os.path.exists(kept), "what has not changed is run again, for its run is what is asked for")
    mistake("newest_first")
    says(ask("run", "first_loop", status=1), "wrong order: 01_queue/first_loop")


def waits_for_a_lock(process):
    return re.search(rf"-> FLOCK +ADVISORY +WRITE {process} ", open("/proc/locks").read())


def a_hint_beside_a_check_loses_nothing():
    """A check is just writing what it has found; the hint waits until it has."""
    ask("hint")
    progress = path(".unroll/course/progress.json")
    with open(progress + ".lock", "w") as held:
        fcntl.flock(held, fcntl.LOCK_EX)
        known = json.loads(open(progress).read())
        hint = subprocess.Popen([runner, box, "hint"], stdout=subprocess.PIPE, text=True)
        end = time.monotonic() + LIMIT
        while not waits_for_a_lock(hint.pid):
            expect(hint.poll() is None and time.monotonic() < end, "the hint waits for its turn")
            os.sched_yield()
        known["passed"] = [NAME]
        open(progress, "w").write(json.dumps(known))
    expect(hint.wait(LIMIT) == 0, "then it is given")
    says(hint.stdout.read(), "Hint 2 of 3")
    known = json.loads(open(progress).read())
    expect((known["passed"], known["hints"]) == ([NAME], {NAME: 2}), f"both are kept: {known}")


keep(globals())
