"""The course runner as those meet it who teach: on a small course of its own, in a folder with a space in its name.

  teaching.py PROMISE ROOT BUILD RUNNER [FILE…]    FILEs are built before, and are not looked at
"""

import glob
import json
import os
import re
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from programs import program_for
from small_course import (LIMIT, NAME, Terminal, answer_as_unroll_does, ask, box, expect, keep, mistake, path, root, runner,
                          says, second, solve, starter)

PLAN = path("exercises/course.toml")


def plan(text):
    open(PLAN, "w").write(text)


def read(file):
    return open(file, encoding="utf-8").read()


def git(folder, *words):
    who = ("-c", "user.name=A student", "-c", "user.email=student@example.org", "-c", "protocol.file.allow=always")
    done = subprocess.run(["git", *who, *words], cwd=folder, capture_output=True, text=True)
    expect(done.returncode == 0, f"git {words}: {done.stderr}")


# --- Points, deadlines, what is in -------------------------------------------------------------------------


def points_and_deadlines_are_said_and_never_enforced():
    second()
    plan("[points]\neach = 2\nsecond = 5\n[deadlines]\n01 = 2001-02-03T23:59:00+02:00\n"
         "[late]\npercent_per_day = 10\ndays = 3\n")
    says(ask("list"), "01_queue until 2001-02-03 23:59 +02:00 (over for", "2 p", "5 p", "0 of 7 points",
         "late: 10 % less for each day that has begun, nothing after 3 days")
    says(ask("next"), "2 points, until 2001-02-03 23:59 +02:00")
    solve()
    says(ask("check", "--all", status=1), "1 of 2 pass, 2 of 7 points")
    says(ask("status"), "1 of 2 done, 2 of 7 points", "5 points, until 2001")
    first = json.loads(ask("list", "--json"))[0]
    expect((first["points"], first["deadline"]) == (2, "2001-02-03T23:59:00+02:00"), "the list has both for programs")
    checked = json.loads(ask("check", "--all", "--json", status=1))
    expect([(one["points"], one["points_of"]) for one in checked] == [(2, 2), (0, 5)], "so has the check")
    status = json.loads(ask("status", "--json"))
    expect((status["points"], status["points_of"], status["late"]["days"]) == (2, 7, 3), "so has where one is")


def one_exercise_has_a_deadline_of_its_own():
    second()
    plan("[deadlines]\n01 = 2999-01-01T00:00:00Z\nsecond = 2999-02-02T12:30:00-05:00\n[late]\n")
    says(ask("list"), "late: no points", "until 2999-01-01 00:00 UTC", "until 2999-02-02 12:30 -05:00", "days left")


def what_is_left_out_is_not_there():
    second()
    plan('[course]\nwithout = ["second"]\n')
    expect("second" not in ask("list"), "it is not listed")
    says(ask("check", "second", status=2), "is no part of this course", "exercises/course.toml:2")
    to = path("..", os.path.basename(box) + " exported")
    try:
        ask("export", to)
        for file in ("exercises/01_queue/second.hpp", "tests/exercises/01_queue/second_test.cpp"):
            expect(not os.path.exists(os.path.join(to, file)), f"{file} is not exported")
        expect(os.path.exists(os.path.join(to, "exercises", NAME + ".hpp")), "the other one is")
    finally:
        shutil.rmtree(to)
    plan('[course]\nonly = ["01_queue/second"]\n')
    says(ask("status"), "0 of 1 done", "Next: 01_queue/second")
    said = ask("verify", "--plain", "--runs", "1", status=1)
    expect("should pass" not in said, f"only the very first of all is solved already: {said}")


def a_mistake_in_the_plan_is_told_with_its_line():
    second()
    for line, text, why in (
            (1, "points = 3\n", "stands in no table"),
            (2, "\n[point]\n", "'point' is none of"),
            (2, '[course]\nonly = ["no_such"]\n', "no exercise and no chapter 'no_such'"),
            (3, '[course]\nonly = [\n "first_loop", "first_loop"]\n', "stands here twice"),
            (2, '[course]\nwithout = ["01"]\n', "leaves no exercise"),
            (2, "[course]\nwithin = []\n", "'within' is none of"),
            (2, "[points]\nno_such = 1\n", "no exercise and no chapter 'no_such'"),
            (2, "[points]\n01 = -1\n", "from 0"),
            (2, "[points]\n01 = 1.5\n", "whole number"),
            (3, "[points]\n01 = 1\n01_queue = 2\n", "01_queue stands here twice"),
            (3, "[points]\nsecond = 1\nsecond = 2\n", "redefine"),
            (2, '[deadlines]\n01 = "tomorrow"\n', "takes a time with its zone"),
            (2, "[deadlines]\n01 = 2026-10-12T23:59:00\n", "the zone is missing"),
            (2, "[deadlines]\n01 = 2026-13-12T23:59:00Z\n", "month"),
            (3, "[deadlines]\n\nno_such = 2026-10-12T23:59:00Z\n", "no_such"),
            (2, "[late]\npercent_per_day = 101\n", "from 0 to 100"),
            (2, "[late]\nweeks = 1\n", "'weeks' is none of"),
            (1, "[late]\npercent_per_day = 10\n", "and no days"),
            (1, "[course\n", "table")):
        plan(text)
        for command in ("list", "next", "check", "status"):
            says(ask(command, status=2), f"exercises/course.toml:{line}:", why)


def check_writes_junit():
    second()
    plan("[points]\neach = 3\n[deadlines]\nsecond = 2999-01-01T00:00:00Z\n")
    solve()
    mistake_in_second = read(path("tests/exercises", NAME, "newest_first.hpp")).replace("FirstLoop::", "")
    open(path("exercises/01_queue/second.hpp"), "w").write(mistake_in_second + "// \xff <&>\n")
    ask("check", "--all", "--junit", path("results.xml"), status=1)
    suite = xml.parse(path("results.xml")).getroot()
    expect((suite.get("tests"), suite.get("failures")) == ("2", "1"), "it counts them")
    sums = {one.get("name"): one.get("value") for one in suite.find("properties")}
    expect((sums["points"], sums["points_of"]) == ("3", "6"), "and their points")
    good, bad = suite.findall("testcase")
    expect((good.get("classname"), good.get("name")) == ("01_queue", "first_loop"), "a case an exercise")
    expect(good.find("failure") is None and bad.find("failure").get("type") == "wrong order", "with its verdict")
    says(bad.find("failure").text, "happened", "expected")
    own = {one.get("name"): one.get("value") for one in bad.find("properties")}
    expect((own["points"], own["points_of"], own["deadline"]) == ("0", "3", "2999-01-01T00:00:00Z"), "and its points")


def a_beginner_is_told_in_plain_words():
    good = read(path("solutions", NAME + ".hpp"))
    open(starter(), "w").write(good.replace("queue_.push_back(std::move(job));", "queue_.push_back(std::move(job))"))
    said = ask("check", status=1)
    says(said, "compile error", f"at exercises/{NAME}.hpp:", "A semicolon is missing")
    expect("exit status" not in said, f"how the compiler ended is nobody's business: {said}")
    mistake("newest_first")
    said = ask("check", status=1)
    expect("[wrong order]" not in said and "Value of:" not in said, f"no words of the test library: {said}")
    open(starter(), "w").write(good.replace("queue_.empty()", "false", 1))
    said = ask("check", status=1)
    says(said, "crash", "an assertion did not hold")
    expect("Your order is" not in said, f"nothing is said of what was not compared: {said}")


# --- For every terminal ------------------------------------------------------------------------------------


def what_is_piped_is_plain_and_fits_in_80_columns():
    second()
    plan("[points]\neach = 3\n[deadlines]\n01 = 2999-01-01T00:00:00Z\n[late]\ndays = 3\n")
    mistake("newest_first")
    os.environ.pop("TERM", None)
    for status, words in ((0, "list"), (0, "next"), (0, "status"), (1, "check first_loop"), (1, "check --all"), (0, "hint"),
                          (0, "hint"), (0, "hint"), (2, "solution first_loop"), (0, "reset first_loop"),
                          (2, "check no_such"), (2, "check --fast"), (2, "export"), (2, "update"), (0, "explain deadlock"),
                          (2, "explain luck"), (0, "new 01_queue/third"), (1, "verify third --runs 1")):
        for line in ask(*words.split(), status=status).splitlines():
            expect("\x1b" not in line and "\r" not in line, f"{words}: no escape codes: {line!r}")
            names_a_place = box in line or re.match(r"[^\s:]+:\d+: ", line)  # as compilers do; it is not cut
            quoted = line.startswith("an error left the test: ")
            expect(len(line) <= 80 or names_a_place or quoted, f"{words}: {len(line)} columns: {line}")
    watching = subprocess.run([runner, box, "watch"], input="", capture_output=True, text=True, timeout=60)
    expect(watching.returncode == 0 and "\x1b" not in watching.stdout, "watch ends with its input")
    expect(all(len(line) <= 80 for line in watching.stdout.splitlines()), watching.stdout)
    for verdict in ("passed", "compile error", "lost wake-up", "use after free", "not executed", "out of memory"):
        expect(all(len(line) <= 80 for line in ask("explain", *verdict.split()).splitlines()), verdict)


def a_dumb_terminal_gets_text_only():
    terminal = Terminal("check", "first_loop", kind="dumb")
    terminal.until("./unroll explain not written yet")
    os.waitpid(terminal.process, 0)
    expect(b"\x1b" not in terminal.all, f"no escape codes: {terminal.all!r}")
    colourful = Terminal("check", "first_loop")
    colourful.until("./unroll explain")
    os.waitpid(colourful.process, 0)
    expect(b"\x1b[31m" in colourful.all, "another terminal gets colours")


# --- New exercises -----------------------------------------------------------------------------------------


def new_makes_what_builds_and_fails():
    for kind in ("write", "mend", "predict", "test", "port", "fast"):
        said = ask("new", f"1/a_{kind}", "--kind", kind)
        says(said, f"exercises/01_queue/a_{kind}.hpp", f"./unroll verify 01_queue/a_{kind}")
        checked = json.loads(ask("check", f"a_{kind}", "--json", status=1))[0]
        expect(checked["verdict"] in ("not written yet", "wrong value"), f"{kind}: it builds, and fails: {checked}")
    expect(os.path.exists(path("exercises/01_queue/a_port.py")), "what is to be ported has a place")


def verify_says_of_a_new_exercise_what_is_left():
    ask("new", "01_queue/fresh")
    said = ask("verify", "fresh", "--runs", "1", status=1)
    says(said, "exercises/01_queue/chapter.toml:", "say its title", "say a nudge", "solutions/01_queue/fresh.hpp:3: say",
         "fresh_test.cpp:8: say the promise, in words", "first_mistake.hpp:1: say the misconception",
         "it should pass: not written yet", "it should be a wrong value: not written yet")


def new_never_overwrites():
    manifest = read(path("exercises/01_queue/chapter.toml"))
    before = read(starter())
    says(ask("new", "01_queue/first_loop", status=2), "is there already")
    open(path("tests/exercises/01_queue/lonely_test.cpp"), "w").write("// mine\n")
    says(ask("new", "01_queue/lonely", status=2), "lonely_test.cpp is there already")
    expect(not os.path.exists(path("exercises/01_queue/lonely.hpp")), "nothing of it is made")
    says(ask("new", "77_nowhere/first", status=2), "no chapter '77_nowhere'")
    says(ask("new", "01_queue/Large", status=2), "names no exercise")
    says(ask("new", "01_queue/other", "--kind", "guess", status=2), "'guess' is none of")
    says(ask("new", status=2), "takes a chapter and a name")
    expect(read(starter()) == before and read(path("exercises/01_queue/chapter.toml")) == manifest, "all is as it was")


def fill_in(name, words=""):
    """In the starter and in the solution of a new exercise."""
    for folder in ("exercises", "solutions"):
        file = path(folder, f"01_queue/{name}.hpp")
        text = read(file).replace("____ ", words)
        open(file, "w").write(text)


def an_export_has_the_starter_that_was_written_and_not_its_form():
    ask("new", "01_queue/fresh")
    ask("verify", "fresh", "--plain", "--runs", "1", status=1)
    to = path("..", os.path.basename(box) + " exported")
    try:
        says(ask("export", to, status=2), "exercises/01_queue/fresh.hpp has blanks")
        expect(not os.path.exists(to), "nothing is exported then")
        fill_in("fresh")
        filled = read(path("exercises/01_queue/fresh.hpp"))
        ask("export", to)
        expect(read(os.path.join(to, "exercises/01_queue/fresh.hpp")) == filled, "what was written is given out")
        shutil.rmtree(to)
        solve()
        says(ask("export", to), "In exercises/ these stand otherwise than they are given out: first_loop.")
        shutil.rmtree(to)
        for folder in ("exercises", "solutions"):  # the contract is another one now
            open(path(folder, "01_queue/fresh.hpp"), "w").write(filled.replace("one promise", "another promise"))
        says(ask("export", to, status=2), "01_queue/fresh", "contract", ".unroll/course/starters/01_queue/fresh.hpp")
        os.remove(path(".unroll/course/starters/01_queue/fresh.hpp"))
        ask("export", to)
        says(read(os.path.join(to, "exercises/01_queue/fresh.hpp")), "another promise")
    finally:
        shutil.rmtree(to, ignore_errors=True)


def an_export_has_what_is_not_committed_yet():
    open(path(".gitignore"), "w").write(".build\n.unroll\nmine.md\n")
    git(box, "init", "-q", "-b", "main")
    git(box, "add", "-A")
    git(box, "commit", "-q", "-m", "the course")
    ask("new", "01_queue/fresh")
    fill_in("fresh")
    open(path("mine.md"), "w").write("not for students\n")
    to = path("..", os.path.basename(box) + " exported")
    try:
        says(ask("export", to), "not committed yet", "tests/exercises/01_queue/fresh_test.cpp")
        for file in ("exercises/01_queue/fresh.hpp", "tests/exercises/01_queue/fresh_test.cpp"):
            expect(os.path.exists(os.path.join(to, file)), f"{file} is there")
        for file in ("solutions", "tests/exercises/01_queue/fresh", "mine.md"):
            expect(not os.path.exists(os.path.join(to, file)), f"{file} is not")
    finally:
        shutil.rmtree(to)


# --- What comes from elsewhere -----------------------------------------------------------------------------


def an_update_comes_from_a_branch_and_from_upstream():
    newer = tempfile.mkdtemp(prefix="newer ")
    try:
        for folder in ("exercises", "tests"):
            shutil.copytree(path(folder), os.path.join(newer, folder))
        os.makedirs(os.path.join(newer, "docs"))
        for name in ("mine", "theirs", "both"):
            for folder in (newer, box):
                os.makedirs(os.path.join(folder, "docs"), exist_ok=True)
                open(os.path.join(folder, "docs", name + ".md"), "w").write("old\n")
        git(newer, "init", "-q", "-b", "main")
        git(newer, "add", "-A")
        git(newer, "commit", "-q", "-m", "old")
        ask("status")  # the course is seen for the first time, as it came
        for name in ("mine", "both"):
            open(path("docs", name + ".md"), "w").write("my own\n")
        git(newer, "checkout", "-q", "-b", "next")
        for name in ("theirs", "both"):
            open(os.path.join(newer, "docs", name + ".md"), "w").write("new\n")
        git(newer, "commit", "-q", "-a", "-m", "new")
        git(newer, "checkout", "-q", "main")
        address = "file://" + newer
        says(ask("update", address), "0 files are new or newer, 0 are")
        says(ask("update", address + "#next", status=1), "docs/both.md has changed, and you", "1 files are new or newer, 1 are")
        told = {name: read(path("docs", name + ".md")) for name in ("mine", "theirs", "both")}
        expect(told == {"mine": "my own\n", "theirs": "new\n", "both": "my own\n"}, f"mine stays: {told}")
        expect(read(path("docs/both.md.new")) == "new\n", "the newer one lies beside mine")
        expect(not os.path.exists(path(".unroll/course/newer")), "what was fetched is gone")
        json.loads(subprocess.run([program_for("update", runner), box, "update", address + "#next", "--json"], capture_output=True,
                                  text=True).stdout)  # and nothing else
        says(ask("update", "file:///no/such/course", status=2), "git could not bring")
        says(ask("update", path("docs"), status=2), "no course in")
        says(ask("update", status=2), "no clone of another")
        git(box, "init", "-q", "-b", "main")
        git(box, "remote", "add", "upstream", address)
        git(newer, "checkout", "-q", "next")
        open(os.path.join(newer, "docs/theirs.md"), "w").write("newest\n")
        git(newer, "commit", "-q", "-a", "-m", "newest")
        ask("update")
        expect(read(path("docs/theirs.md")) == "newest\n", "without a word it comes from upstream")
        expect("remote add upstream" not in ask("update"), "who has said where it is is not told how")
        git(box, "remote", "rename", "upstream", "origin")
        says(ask("update"), "0 files", "no remote upstream", "git remote add upstream ADDRESS")
    finally:
        shutil.rmtree(newer)


class Upkeep(Terminal):
    def begin(self, *words):
        os.execv(program_for(words[2], runner), words)


def an_update_asks_for_no_password():
    """A git that would ask for one in the terminal, which nobody could answer, unless it is told not to ask."""
    os.mkdir(path("bin"))
    script = f"""#!/bin/sh
case "$*" in *clone*) ;; *) exit 1 ;; esac
[ "$GIT_TERMINAL_PROMPT" = 0 ] || read -r answer </dev/tty
echo "$GIT_SSH_COMMAND" >'{path("ssh")}'
echo "fatal: could not read Username" >&2
exit 128
"""
    open(path("bin/git"), "w").write(script)
    os.chmod(path("bin/git"), 0o755)
    os.environ["PATH"] = path("bin") + ":" + os.environ["PATH"]
    os.environ.pop("GIT_SSH_COMMAND", None)
    terminal = Upkeep("update", "https://example.org/private")
    terminal.until("could not read Username")
    terminal.until("git could not bring https://example.org/private")
    terminal.until("no password")
    expect(os.waitstatus_to_exitcode(os.waitpid(terminal.process, 0)[1]) == 2, "it is refused")
    expect(read(path("ssh")) == "ssh -o BatchMode=yes\n", "nor does ssh ask")
    os.environ["GIT_SSH_COMMAND"] = "mine"
    ask("update", "ssh://example.org/private", status=2)
    expect(read(path("ssh")) == "mine\n", "who has a command of their own keeps it")


def a_prediction_is_not_given_away():
    for file in ("exercises/%s.hpp", "solutions/%s.hpp", "tests/exercises/%s_test.cpp"):
        shutil.copy(os.path.join(root, file % "01_queue/which_order"), path(file % "01_queue/which_order"))
    manifest = read(os.path.join(root, "exercises/01_queue/chapter.toml"))
    one = [part for part in manifest.split("[[exercise]]") if 'name = "which_order"' in part]
    open(path("exercises/01_queue/chapter.toml"), "a").write("\n[[exercise]]" + one[0])
    text = read(path("exercises/01_queue/which_order.hpp"))
    begin = text.index("prediction = {")
    guess = text[:begin] + 'prediction = {"G", "A2", "C"};\n\n}  // namespace unroll\n'
    open(path("exercises/01_queue/which_order.hpp"), "w").write(guess)
    said = ask("check", "which_order", status=1)
    says(said, 'right up to line 1, "G"', 'line 2 is another one than your "A2"')
    expect("A1" not in said, f"the right line is not said: {said}")


# --- Editors and classrooms --------------------------------------------------------------------------------


def steps_of(workflow):
    return [step for step in workflow["jobs"]["run-autograding-tests"]["steps"] if "run" in step]


def as_a_step(step):
    return subprocess.run(["bash", "-e", "-o", "pipefail", "-c", step["run"]], cwd=box, capture_output=True, text=True)


def of_the_workflow(workflow):
    """What its steps say, one after the other; and their report is right."""
    said = ""
    for step in steps_of(workflow):
        done = as_a_step(step)
        expect(done.returncode == 0, f"{step['name']}: {done.stdout}{done.stderr}")
        said += done.stdout
    report = said.split("::notice title=Autograding report::")[1]
    expect(json.loads(report) == {"totalPoints": 3, "maxPoints": 6}, f"the points are published: {said}")
    return said


def the_classroom_publishes_the_points():
    import yaml
    second()
    plan("[points]\neach = 3\n")
    ask("status")  # the starters are kept as they are
    solve()
    os.makedirs(path("docs"))
    shutil.copy(os.path.join(root, "docs/classroom.yml"), path("docs/classroom.yml"))
    to = path("..", os.path.basename(box) + " classroom")
    try:
        ask("export", "--classroom", to)
        workflow = yaml.safe_load(read(os.path.join(to, ".github/workflows/classroom.yml")))
    finally:
        shutil.rmtree(to)
    answer_as_unroll_does()
    said = of_the_workflow(workflow)
    says(said, "1 of 2 pass, 3 of 6 points", "title=Autograding complete::Points 3/6")
    expect("::warning" not in said, "all were tried")
    shutil.rmtree(path(".unroll/course/01_queue/second"))
    open(path(".unroll/course/01_queue/second"), "w").close()  # where a folder is to be: it cannot be tried
    says(of_the_workflow(workflow), "1 of 2 pass, 1 could not be tried, 3 of 6 points", "::warning title=Not all could be tried::")
    shutil.rmtree(path(".unroll/course/01_queue/first_loop"))
    open(path(".unroll/course/01_queue/first_loop"), "w").close()
    expect(as_a_step(steps_of(workflow)[0]).returncode == 2, "where none could be tried no points are published")
    plan("")
    says(ask("export", "--classroom", to, status=2), "write a table [points]")


def problems_in(said):
    """What an editor makes of it: a matcher of several patterns wants lines that follow each other."""
    tasks = json.loads(read(os.path.join(root, ".vscode/tasks.json")))["tasks"]
    problems = []
    lines = said.splitlines()
    for matcher in tasks[0]["problemMatcher"]:
        patterns = matcher["pattern"] if isinstance(matcher["pattern"], list) else [matcher["pattern"]]
        for at in range(len(lines) - len(patterns) + 1):
            matches = [re.search(one["regexp"], line) for one, line in zip(patterns, lines[at:])]
            if all(matches):
                problems.append({name: match[one[name]] for one, match in zip(patterns, matches)
                                 for name in ("file", "line", "message") if name in one})
    return problems


def the_editor_finds_the_place():
    mistake("newest_first")
    problems = problems_in(ask("check", status=1))
    expect(len(problems) == 1, f"one problem: {problems}")
    says(problems[0]["message"], "wrong order: 01_queue/first_loop")
    expect(problems[0]["file"] == f"tests/exercises/{NAME}_test.cpp" and int(problems[0]["line"]) > 1, f"{problems}")
    open(starter(), "a").write("int x = y;\n")
    problems = problems_in(ask("check", status=1))
    says(problems[0]["message"], "declared")  # "was not", says g++; "undeclared identifier", says clang
    expect(problems[0]["file"] == f"exercises/{NAME}.hpp", f"in the exercise: {problems}")
    solve()
    expect(problems_in(ask("check")) == [], "what passes is no problem")
    launch = json.loads(read(os.path.join(root, ".vscode/launch.json")))["configurations"][0]
    program = launch["program"].replace("${workspaceFolder}", box).replace("${fileDirnameBasename}", "01_queue")
    program = program.replace("${fileBasenameNoExtension}", "first_loop")
    done = subprocess.run([program, *launch["args"]], cwd=box, capture_output=True, text=True)
    expect(done.returncode == 0 and "PASSED" in done.stdout, f"the program that is debugged runs: {done.stdout}")


def files_of_editors_can_be_read():
    import yaml
    for file in (".vscode/settings.json", ".vscode/extensions.json", ".devcontainer/devcontainer.json"):
        json.loads(read(os.path.join(root, file)))
    list(yaml.safe_load_all(read(os.path.join(root, ".clangd"))))
    labels = [task["label"] for task in json.loads(read(os.path.join(root, ".vscode/tasks.json")))["tasks"]]
    launch = json.loads(read(os.path.join(root, ".vscode/launch.json")))
    expect(launch["configurations"][0]["preLaunchTask"] in labels, "the debugger builds first")


def in_words(number):
    ones = ("Zero One Two Three Four Five Six Seven Eight Nine Ten Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen "
            "Eighteen Nineteen").split()
    if number < 20:
        return ones[number]
    tens = "Twenty Thirty Forty Fifty Sixty Seventy Eighty Ninety".split()[number // 10 - 2]
    return tens + ("-" + ones[number % 10].lower() if number % 10 else "")


def the_texts_count_the_exercises_that_there_are():
    """Those of the course itself, and not of the small one."""
    exercises = glob.glob(os.path.join(root, "exercises/0*/*.hpp"))
    wrong = glob.glob(os.path.join(root, "tests/exercises/0[1-9]*/*/*.hpp"))
    readme = read(os.path.join(root, "README.md"))
    expect(in_words(len(exercises)) + " of them, from first steps" in readme, f"README: {len(exercises)} exercises")
    said = int(re.search(r"more than (\d+) wrong solutions", readme)[1])
    expect(len(wrong) - 100 < said < len(wrong), f"README: {said} wrong solutions, and there are {len(wrong)}")
    headers = {os.path.basename(one)[:-4] for one in exercises
               if os.path.exists(one.replace("/exercises/", "/chapters/"))}
    guide, page = (" ".join(read(os.path.join(root, "docs", name)).split()) for name in ("instructors.md", "exercises.md"))
    number, names = re.search(r"(\w+) exercises are headers of the chapters themselves: (.*?)\. So", page).groups()
    expect(set(re.findall(r"`(\w+)`", names)) == headers and number == in_words(len(headers)),
           f"docs/exercises.md: these are headers of the chapters: {sorted(headers)}")
    expect(f"{number} exercises are [headers of the chapters themselves]" in guide, f"docs/instructors.md: {number} are headers of the chapters")
    others = re.search(r"under another name: (.*?)\. `export`", guide)[1]
    told = {name: name + ".hpp" for name in headers} | dict(re.findall(r"`(\w+)` \(`([\w.]+)`\)", others))
    found = what_the_export_of_the_course_names()
    expect(told == found, f"docs/instructors.md: these solutions are in the chapters: {found}")
    count = in_words(len(found))
    expect(f"The solutions of {count.lower()} exercises are in" in guide, f"docs/instructors.md: {count} are in the chapters")
    expect(f"For {count.lower()} exercises a header of the chapters has it all the same; {number.lower()} of"
           in page, f"docs/exercises.md: {count}, and {number} in the place of a header")


def what_the_export_of_the_course_names():
    """The solutions that are in the chapters of the course itself, and in which file."""
    with tempfile.TemporaryDirectory(prefix="the course ") as folder:
        course = os.path.join(folder, "course")
        shutil.copytree(root, course, ignore=shutil.ignore_patterns(".build", ".unroll", ".git", ".temp", "node_modules"))
        done = subprocess.run([program_for("export", runner), course, "export", os.path.join(folder, "copy")],
                              capture_output=True, text=True, timeout=LIMIT)
        expect(done.returncode == 0, f"it is exported: {done.stdout}{done.stderr}")
    flat = " ".join(done.stdout.split())
    names = re.search(r"The solutions of \d+ exercises are in the chapters, for everybody to read: (.*)", flat)[1]
    return {name: os.path.basename(file) or name + ".hpp"
            for name, file in re.findall(r"(\w+)(?: \((chapters/[\w./]+)\))?", names)}


keep(globals())
