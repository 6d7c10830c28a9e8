"""The course runner as its user meets it: on a small course of its own, in a folder with a space in its name.

  course.py PROMISE ROOT BUILD RUNNER [FILE…]      FILEs are built before, and are not looked at
"""

import json
import os
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as xml

from small_course import (LIMIT, NAME, Terminal, ask, box, expect, keep, mistake, path, root, runner, says, second,
                          solve, starter)


# --- Promises ----------------------------------------------------------------------------------------------


def a_check_says_what_happened_in_order():
    mistake("newest_first")
    says(ask("check", status=1), "wrong order", "runs jobs in the order they came", "happened", "Your order is that of a stack")


def what_passes_is_remembered_and_the_next_is_named():
    says(ask("status"), "0 of 1 done", "Next: 01_queue/first_loop")
    solve()
    says(ask("check", "first_loop"), "passed")
    says(ask("status"), "1 of 1 done")
    expect(json.loads(ask("list", "--json"))[0]["done"], "the list says that it is done")


def what_does_not_pass_any_more_is_not_done():
    solve()
    ask("check")
    mistake("newest_first")
    ask("check", "first_loop", status=1)
    says(ask("status"), "0 of 1 done")


def a_check_of_what_has_not_changed_runs_nothing():
    solve()
    ask("check")
    before = os.stat(path(".unroll/course", NAME, "yours-dev/records.txt")).st_mtime_ns
    ask("check", "--all")
    expect(os.stat(path(".unroll/course", NAME, "yours-dev/records.txt")).st_mtime_ns == before, "it did not run again")


def name_a_sanitizer():
    manifest = path("exercises/01_queue/chapter.toml")
    text = open(manifest).read().replace("sanitizers = []", 'sanitizers = ["address"]')
    open(manifest, "w").write(text)


def the_plain_verdict_comes_first_and_sanitizers_are_announced():
    name_a_sanitizer()
    solve()
    said = ask("check", "first_loop")
    plain, announced = said.find("passed: "), said.find("the address sanitizer looks at it now")
    expect(0 <= plain < announced < said.find("passed (address sanitizer): "), f"in this order: {said}")
    seconds = json.loads(ask("check", "first_loop", "--json"))[0]["seconds"]
    expect(0 <= seconds["plain"] <= seconds["address"], f"how long each took: {seconds}")
    mistake("newest_first")
    said = ask("check", "first_loop", status=1)
    expect("sanitizer" not in said, f"who fails in the plain build is not tried in the other: {said}")


def a_crash_is_looked_at_by_the_sanitizers():
    name_a_sanitizer()
    solve()
    solved = open(starter()).read()
    crash = "void post(Job job) { *static_cast<volatile int*>(nullptr) = 1; queue_.push_back(std::move(job)); }"
    open(starter(), "w").write(solved.replace("void post(Job job) { queue_.push_back(std::move(job)); }", crash))
    says(ask("check", "first_loop", status=1), "crash: ", "the address sanitizer looks at it now", "it sees no more than that")
    expect(json.loads(ask("check", "--json", status=1))[0]["verdict"] == "crash", "it is a crash still")
    known = crash.replace("*static_cast<volatile int*>(nullptr) = 1", '[]() noexcept { throw std::runtime_error("no"); }()')
    open(starter(), "w").write("#include <stdexcept>\n" + solved.replace("void post(Job job) { queue_.push_back(std::move(job)); }", known).replace("#pragma once\n", ""))
    said = ask("check", "first_loop", status=1)
    says(said, "an error left where nobody takes it: no")
    expect("sanitizer looks" not in said, f"who knows why asks nobody: {said}")
    # Both builds are one here. A test has more time with a sanitizer: then this one writes what a sanitizer would.
    report = ("#include <fstream>\n#include <unistd.h>\n" + solved.replace("#pragma once\n", "")).replace(
        "void post(Job job) {", """void post(Job job) {
    if (std::getenv("UNROLL_CPU_SECONDS") == std::string("10")) *static_cast<volatile int*>(nullptr) = 1;
    std::ofstream("report." + std::to_string(::getpid())) << "==1==ERROR: AddressSanitizer: heap-use-after-free on address 0x1\\n";
    ::_exit(66);""")
    open(starter(), "w").write(report)
    said = ask("check", "first_loop", status=1)
    crash, reason = said.find("crash: "), said.find("use after free (address sanitizer): ")
    expect(0 <= crash < reason, f"in this order: {said}")
    expect(json.loads(ask("check", "--json", status=1))[0]["verdict"] == "use after free", "the reason is what counts")


def all_that_are_checked_again_after_an_edit_are_those_that_it_has_changed():
    second()
    solve()
    ask("check", "--all", status=1)
    before = runs()
    expect(len(before) == 2, f"both have run: {before}")
    ask("check", "--all", status=1)
    expect(runs() == before, "nothing has changed, and nothing runs")
    open(path("exercises/01_queue/second.hpp"), "a").write("// mine\n")
    ask("check", "--all", status=1)
    changed = {os.path.relpath(at, path(".unroll/course/01_queue")) for at, _ in runs() ^ before}
    expect(changed == {"second/yours-dev"}, f"what was edited runs again, and nothing else: {changed}")


def several_are_told_in_their_order():
    other = "01_queue/again"
    for file in ("exercises/%s.hpp", "solutions/%s.hpp", "tests/exercises/%s_test.cpp"):
        text = open(path(file % NAME)).read().replace("first_loop", "again")
        open(path(file % other), "w").write(text)
    os.makedirs(path("tests/exercises", other))
    manifest = path("exercises/01_queue/chapter.toml")
    text = open(manifest).read()
    open(manifest, "a").write(text.replace('name = "first_loop"', 'name = "again"'))
    solve()
    said = ask("check", "--all", status=1)
    first, second = said.find("passed: 01_queue/first_loop"), said.find("not written yet: 01_queue/again")
    expect(0 <= first < second < said.find("1 of 2 pass"), f"in this order: {said}")


def one_that_cannot_be_tried_does_not_end_the_others():
    second()
    solve()
    os.makedirs(path(".unroll/course/01_queue"), exist_ok=True)
    open(path(".unroll/course/01_queue/second"), "w").close()  # where a folder is to be
    open(path("exercises/course.toml"), "w").write("[points]\neach = 3\n")
    said = ask("check", "--all", "--junit", path("results.xml"), status=2)
    says(said, "unroll: 01_queue/second: ", "passed: 01_queue/first_loop", "1 of 2 pass, 1 could not be tried, 3 of 6 points")
    suite = xml.parse(path("results.xml")).getroot()
    expect((suite.get("failures"), suite.get("errors")) == ("0", "1"), "that is no failure")
    tried, other = suite.findall("testcase")
    expect(tried.find("error") is None and other.find("failure") is None and other.find("error").text, "it says why")
    own = {one.get("name"): one.get("value") for one in other.find("properties")}
    expect("points" not in own and own["points_of"] == "3", f"nobody has counted its points: {own}")
    answer = subprocess.run([runner, box, "check", "--all", "--json"], capture_output=True, text=True)
    told = json.loads(answer.stdout)[1]
    expect(told["verdict"] == "not tried" and "points" not in told and answer.returncode == 2, f"programs are told, too: {told}")
    says(ask("status"), "1 of 2 done")


def who_says_how_many_at_once_is_obeyed():
    second()
    for name in ("first_loop", "second"):
        text = open(path(f"solutions/01_queue/{name}.hpp")).read()
        body = f"""
#include <fcntl.h>
#include <sched.h>
#include <unistd.h>
#include <cstdlib>
inline const bool alone = [] {{
  if (::access("{path("here")}", F_OK) == 0) std::abort();
  ::close(::creat("{path("here")}", 0600));
  for (int i = 0; i != 100'000; ++i) ::sched_yield();
  return ::unlink("{path("here")}") == 0;
}}();
"""
        open(path(f"exercises/01_queue/{name}.hpp"), "w").write(text.replace("#pragma once", "#pragma once" + body))
    says(ask("check", "--all", "--at-once", "1"), "2 of 2 pass")
    says(ask("check", "--all", "--at-once", "many", status=2), "--at-once is a number")


def hints_come_level_by_level_and_by_what_failed():
    mistake("newest_first")
    ask("check", status=1)
    says(ask("hint"), "Your order is that of a stack", "Hint 1 of 3")
    expect("Hint 2" not in ask("hint").replace("Hint 2 of 3", "", 1) , "one more at a time")
    says(ask("hint"), "Hint 3 of 3")


def hints_and_verdicts_are_told_to_programs():
    mistake("newest_first")
    ask("check", status=1)
    for given in (1, 2, 3, 3):
        told = json.loads(ask("hint", "--json"))
        expect((len(told["hints"]), told["of"]) == (given, 3), f"one more at a time: {told}")
    expect(told["exercise"] == NAME and "that of a stack" in told["last_check"] and "README.md" in told["read"], f"and the rest: {told}")
    all_of_them = {one["verdict"]: one["explanation"] for one in json.loads(ask("explain", "--json"))}
    expect(len(all_of_them) > 15, f"all verdicts: {list(all_of_them)}")
    one = json.loads(ask("explain", "lost", "wake-up", "--json"))
    expect(one == {"verdict": "lost wake-up", "explanation": all_of_them["lost wake-up"]}, f"or one: {one}")


def the_solution_is_shown_after_the_pass_or_after_the_last_hint_with_a_word():
    says(ask("solution", status=2), "there are more hints")
    for _ in range(3):
        ask("hint")
    says(ask("solution", status=2), "--give-up")
    says(ask("solution", "--give-up"), "pop_front")
    solve()
    ask("check")
    says(ask("solution", "first_loop"), "the course's")


def a_wide_terminal_shows_the_solution_beside_yours():
    ask("status")
    for _ in range(3):
        ask("hint")
    yours, ours = (open(path(folder, NAME + ".hpp")).read().splitlines() for folder in ("exercises", "solutions"))
    lines = ask("solution", "--give-up", columns=160).splitlines()
    expect([line[78:81] for line in lines] == [" | "] * len(lines), f"two columns: {lines}")
    expect((lines[0][:78].rstrip(), lines[0][81:]) == ("yours", "the course's"), f"each has its heading: {lines[0]}")
    left, right = [line[:78].rstrip() for line in lines[1:]], [line[81:] for line in lines[1:]]
    longer = max(len(yours), len(ours))
    expect(left == [line[:78].rstrip() for line in yours] + [""] * (longer - len(yours)), f"yours is on the left: {left}")
    expect(right == ours + [""] * (longer - len(ours)), f"the course's is on the right: {right}")
    says(ask("solution", "--give-up", columns=99), "--- yours " + " ".join(yours) + " --- the course's " + " ".join(ours))


def reset_keeps_a_copy():
    before = open(starter()).read()
    ask("status")
    open(starter(), "a").write("// mine\n")
    says(ask("reset", "first_loop"), "is as it was", "01_queue.first_loop.1.hpp")
    expect(open(starter()).read() == before, "the starter is as it was")
    says(open(path(".unroll/course/kept/01_queue.first_loop.1.hpp")).read(), "// mine")


def two_at_once_are_refused_with_a_word():
    held = subprocess.Popen([runner, box, "watch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    said = b""
    while b"n next" not in said:
        said += os.read(held.stdout.fileno(), 65536)
    says(ask("check", status=2), "another ./unroll")
    held.stdin.close()
    expect(held.wait(LIMIT) == 0, "watch ends with its input")


def a_damaged_progress_is_put_aside():
    ask("status")
    os.makedirs(path(".unroll/course"), exist_ok=True)
    open(path(".unroll/course/progress.json"), "w").write("{ half a")
    says(ask("status"), "put aside", "0 of 1 done")
    expect(os.path.exists(path(".unroll/course/progress.json.damaged")), "it is kept")
    open(path(".unroll/course/progress.json"), "w").write("once more")
    says(ask("status"), "progress.json.damaged.2")
    for name, text in (("damaged", "half a"), ("damaged.2", "once more")):
        expect(text in open(path(".unroll/course/progress.json." + name)).read(), f"each is kept: {name}")


def a_damaged_manifest_is_refused_with_its_line():
    manifest = path("exercises/01_queue/chapter.toml")
    text = open(manifest).read()
    open(manifest, "w").write(text.replace("minutes = 10", 'minutes = "ten"'))
    says(ask("list", status=2), "exercises/01_queue/chapter.toml:1", "minutes")
    open(manifest, "w").write("[[exercise]\n")
    says(ask("list", status=2), "exercises/01_queue/chapter.toml:1")


def wrong_words_are_refused():
    says(ask("check", "no_such", status=2), "no_such", "./unroll list")
    says(ask("check", "--fast", status=2), "--fast")
    says(ask("explain", "bad luck", status=2), "bad luck", "deadlock")
    for words in (["lost", "wake-up"], ["Lost wake-up"], ["lost_wake_up"], ["LOST"]):
        says(ask("explain", *words), "nothing left to run")
    says(ask("explain", "wrong", status=2), "there is no verdict 'wrong'")
    says(ask("reset", status=2), "reset takes a name: ./unroll reset first_loop")


def the_export_has_no_solutions_and_starters_as_they_were():
    before = open(starter()).read()
    ask("status")
    open(path("tests/exercises/01_queue/equivalent.txt"), "w").write("# It quotes solutions.\n")
    solve()
    to = path("..", os.path.basename(box) + " exported")
    os.mkdir(to)  # it may be one that cannot be replaced
    folder = os.stat(to).st_ino
    says(ask("export", to), "none is in an exercise")
    try:
        expect(os.stat(to).st_ino == folder and ".part" not in os.listdir(to), "into the folder that was there")
        expect(open(os.path.join(to, "exercises", NAME + ".hpp")).read() == before, "the starter as it was")
        expect(not os.path.exists(os.path.join(to, "solutions")), "no solutions")
        expect(not os.path.exists(os.path.join(to, "tests/exercises", NAME)), "no wrong solutions")
        expect(not os.path.exists(os.path.join(to, "tests/exercises/01_queue/equivalent.txt")), "no lines of solutions")
        says(ask("export", to, status=2), "not empty")
    finally:
        shutil.rmtree(to)


def the_export_says_which_solutions_stand_in_the_chapters():
    to = path("..", os.path.basename(box) + " exported")
    try:
        expect("chapters" not in ask("export", to), "here none does")
        shutil.rmtree(to)
        os.makedirs(path("chapters/01_queue"))
        shutil.copy(path("solutions", NAME + ".hpp"), path("chapters", NAME + ".hpp"))
        one = "The solution of 1 exercise is in the chapters, for everybody to read: first_loop"
        says(ask("export", to), one)
        shutil.rmtree(to)
        text = open(path("chapters", NAME + ".hpp")).read().replace("FirstLoop", "Another")
        open(path("chapters/01_queue/another.hpp"), "w").write("// Under another name.\n" + text)
        os.remove(path("chapters", NAME + ".hpp"))
        says(ask("export", to), one + " (chapters/01_queue/another.hpp)")
    finally:
        shutil.rmtree(to)


def a_line_of_a_solution_is_found_wherever_it_is():
    second()
    to = path("..", os.path.basename(box) + " exported")
    lines = "while (!queue_.empty()) {\n  const Job job = std::move(queue_.front());"
    for file in ("exercises/01_queue/second.hpp", "tests/exercises/01_queue/second_test.cpp", "docs/a_text.md", "README.md"):
        os.makedirs(os.path.dirname(path(file)), exist_ok=True)
        before = open(path(file)).read() if os.path.exists(path(file)) else ""
        open(path(file), "w").write(before + lines + "\n")
        said = ask("export", to, status=2)
        says(said, file + " has lines of the solution of 01_queue/first_loop", lines)
        expect(".part" not in said and not os.path.exists(to) and not os.path.exists(to + ".part"), "nothing of it is left")
        shutil.rmtree(path(".unroll"))  # where starters are kept
        open(path(file), "w").write(before)
    os.mkdir(to + ".part")
    says(ask("export", to, status=2), ".part is there already")
    os.rmdir(to + ".part")
    os.mkdir(to)
    ask("export", to + "/")
    expect(os.path.exists(os.path.join(to, "exercises")), "it is there")
    shutil.rmtree(to)


def the_solution_is_offered_where_there_is_one():
    offer = "./unroll solution first_loop shows how"
    solve()
    says(ask("check", "first_loop"), offer)
    os.remove(path("solutions", NAME + ".hpp"))
    expect(offer not in ask("check", "first_loop"), "and not in a copy for students")


def an_update_never_touches_what_was_written():
    ask("status")
    newer = tempfile.mkdtemp(prefix="newer ")
    try:
        shutil.copytree(path("exercises"), os.path.join(newer, "exercises"))
        other = os.path.join(newer, "exercises", NAME + ".hpp")
        open(other, "a").write("// a newer starter\n")
        os.makedirs(os.path.join(newer, "docs"))
        open(os.path.join(newer, "docs/news.md"), "w").write("news\n")
        mistake("newest_first")
        mine = open(starter()).read()
        says(ask("update", newer, status=1), "1 are to be looked at", "first_loop.hpp.new")
        expect(open(starter()).read() == mine, "mine is as it was")
        says(open(starter() + ".new").read(), "a newer starter")
        expect(os.path.exists(path("docs/news.md")), "what is new has come")
        says(ask("update", newer), "0 files are new or newer, 0 are to be looked at")
        open(os.path.join(newer, "docs/news.md"), "a").write("more\n")
        open(other, "a").write("// newer still\n")
        told = json.loads(ask("update", newer, "--json", status=1))
        expect(told["newer"] == ["docs/news.md"] and told["conflicts"] == [f"exercises/{NAME}.hpp"], f"programs are told, too: {told}")
        expect(open(path(told["replaced"], "docs/news.md")).read() == "news\n", "and where that is which was replaced")
    finally:
        shutil.rmtree(newer)


def runs():
    """When each program wrote its record the last time."""
    folder = path(".unroll/course/01_queue")
    return {(at, os.stat(os.path.join(at, "records.txt")).st_mtime_ns)
            for at, _, files in os.walk(folder) if "records.txt" in files}


def verify_passes_and_finds_a_wrong_solution_that_slips_past():
    os.makedirs(path("chapters/01_queue"))
    page = open(os.path.join(root, "chapters/01_queue/README.md")).read()
    open(path("chapters/01_queue/README.md"), "w").write(page + "\n`first_loop` `zero`\n")
    os.remove(path("tests/exercises", NAME, "for_each.hpp"))  # it needs a sanitizer
    shutil.copy(starter(), path("exercises/01_queue/zero.hpp"))
    os.makedirs(path("tests/exercises/01_queue/zero"))
    shutil.copy(path("tests/exercises", NAME, "newest_first.hpp"), path("tests/exercises/01_queue/zero"))
    # The first exercise is solved already; so another one stands in front.
    text = open(path("exercises/01_queue/chapter.toml")).read()
    for folder, file in (("exercises", "solutions"), ("solutions", "solutions")):
        shutil.copy(path(file, NAME + ".hpp"), path(folder, "01_queue/zero.hpp"))
    test = open(path("tests/exercises", NAME + "_test.cpp")).read().replace("first_loop.hpp", "zero.hpp")
    open(path("tests/exercises/01_queue/zero_test.cpp"), "w").write(test)
    open(path("exercises/01_queue/chapter.toml"), "w").write(text.replace("first_loop", "zero") + text)
    says(ask("verify", "--runs", "3"), ", 0 do not hold")  # the second run has less time than the others
    before = runs()
    says(ask("verify", "--runs", "3"), ", 0 do not hold")
    expect(before and runs() == before, "what was proved is not run again")
    slips = open(path("solutions", NAME + ".hpp")).read()
    head = "// Wrong: nothing, it is right.\n// Caught by: FirstLoop.RunsAJobOnce (wrong value)\n"
    open(path("tests/exercises", NAME, "slips.hpp"), "w").write(head + slips)
    open(path("solutions", NAME + ".hpp"), "w").write(slips.replace("// Contract", "// Contract, another"))
    said = ask("verify", "first_loop", "--runs", "2", status=1)
    says(said, "FirstLoop.RunsAJobOnce should catch it", "contract")
    says(open(path(".unroll/course/verify.xml")).read(), "<failure>")
    says(open(path(".unroll/course/verify.html")).read(), "slips")


def verify_wants_a_wrong_solution_caught_by_its_test_alone():
    shutil.rmtree(path("tests/exercises", NAME))
    os.makedirs(path("tests/exercises", NAME))
    tired = "{\n    static int posted = 0;\n    if (++posted > 5) return;\n"
    wrong = open(path("solutions", NAME + ".hpp")).read().replace("post(Job job) {", "post(Job job) " + tired)
    head = "// Wrong: it tires.\n// Caught by: FirstLoop.RunsAJobOnce (wrong value)\n"
    open(path("tests/exercises", NAME, "tires.hpp"), "w").write(head + wrong)
    said = ask("verify", "first_loop", "--plain", "--runs", "1", status=1)
    says(said, "wrong: tires: FirstLoop.RunsAJobOnce should catch it (wrong value): passed")
    said = ask("verify", "first_loop", "--plain", "--runs", "1", "--whole", status=1)
    expect("tires" not in said, "behind the other tests it is caught")
    said = ask("verify", "first_loop", "--plain", "--runs", "1", "--right", status=1)
    expect("tires" not in said, "what is wrong is not tried")


def lay_out_digit():
    """An exercise of a few lines, whose test forgets numbers that are too small."""
    contract = "#pragma once\n\n// Contract\n// - A digit of a number: 0 if it is less, 9 if it is more.\n\n"
    begin = contract + "inline int digit(int number) {\n"
    os.makedirs(path("tests/exercises/01_queue"), exist_ok=True)
    open(path("exercises/01_queue/digit.hpp"), "w").write(begin + "  return 0;\n}\n")
    open(path("solutions/01_queue/digit.hpp"), "w").write(
        begin + "  if (number < 0) return 0;\n  if (number > 9) return 9;\n  return number;\n}\n")
    open(path("tests/exercises/01_queue/digit_test.cpp"), "w").write(
        '#include "01_queue/digit.hpp"\n#include "check.hpp"\n\nTEST(Digit, IsNotTooLarge) {\n'
        "  EXPECT_EQ(digit(12), 9);\n  EXPECT_EQ(digit(5), 5);\n}\n")
    manifest = path("exercises/01_queue/chapter.toml")
    text = open(manifest).read()
    open(manifest, "w").write(text + text.replace('name = "first_loop"', 'name = "digit"'))


def strengthen_the_test():
    open(path("tests/exercises/01_queue/digit_test.cpp"), "a").write(
        "\nTEST(Digit, IsNotTooSmall) { EXPECT_EQ(digit(-3), 0); }\n")


EQUIVALENT = """# At the edges both say the same.
digit operator
- if (number < 0) return 0;
+ if (number <= 0) return 0;
= 0 becomes 0, whichever line says so.

digit literal
- if (number < 0) return 0;
+ if (number < 1) return 0;
= 0 becomes 0, whichever line says so.

digit operator
- if (number > 9) return 9;
+ if (number >= 9) return 9;
= 9 becomes 9, whichever line says so.

digit swap
- if (number < 0) return 0; if (number > 9) return 9;
+ if (number > 9) return 9; if (number < 0) return 0;
= No number is both.
"""


def explain(text):
    open(path("tests/exercises/01_queue/equivalent.txt"), "w").write(text)


def mutants_show_what_a_test_forgets():
    lay_out_digit()
    said = ask("verify", "--mutants", "digit", status=1)
    says(said, "solutions/01_queue/digit.hpp:7: 01_queue/digit:7:never survives",
         "- if (number < 0) return 0;\n+ if (false) return 0;", "digit: 11 mutants, 0 do not compile", "wrong value")
    says(open(path(".unroll/course/01_queue/digit/mutants/7-never.hpp")).read(), "if (false) return 0;")
    says(open(path(".unroll/course/mutants.xml")).read(), "mutant 7:never", "<failure>")
    tried = path(".unroll/course/01_queue/digit/mutants/tried.json")
    before = os.stat(tried).st_mtime_ns
    says(ask("verify", "--mutants", "digit", status=1), "7:never survives")
    expect(os.stat(tried).st_mtime_ns == before, "what was tried and has not changed is not tried again")
    strengthen_the_test()
    said = ask("verify", "--mutants", "digit", "--survivors", status=1)
    says(said, "7:operator survives")
    expect("7:never survives" not in said, f"the new test catches it: {said}")
    expect("digit: 11" not in said, f"those that were caught before are not tried: {said}")
    says(ask("verify", "--mutants", "digit", "--most", "2"), "digit: 2 mutants")


def mutants_that_change_nothing_are_explained_and_what_is_stale_is_said():
    lay_out_digit()
    strengthen_the_test()
    explain(EQUIVALENT)
    says(ask("verify", "--mutants", "digit", "digit"), "11 mutants", "4 survive, 4 of these explained")
    explain(EQUIVALENT + "\ndigit never\n- if (number < 0) return 0;\n+ if (false) return 0;\n= Why not?\n")
    says(ask("verify", "--mutants", "digit", status=1),
         "tests/exercises/01_queue/equivalent.txt:22: digit never: it changes something: wrong value in Digit.IsNotTooSmall")
    explain(EQUIVALENT.replace("9 becomes 9", "9 stays 9").replace(">= 9", ">= 8"))
    says(ask("verify", "--mutants", "digit", status=1), "equivalent.txt:12: digit operator: there is no such mutant",
         "8:operator survives")
    explain("digit\n")
    says(ask("verify", "--mutants", "digit", status=2), "equivalent.txt:1: here stands an exercise")


def mutants_of_a_solution_that_fails_are_refused_and_so_are_wrong_words():
    lay_out_digit()
    says(ask("verify", "--mutants", "digit", "--most", "none", status=2), "--most is a number")
    says(ask("verify", "--mutants", "no_such", status=2), "no_such")
    says(ask("verify", "--mutants", "--runs", "3", status=2), "--runs")
    open(path("solutions/01_queue/digit.hpp"), "a").write("#error not today\n")
    says(ask("verify", "--mutants", "digit", status=2), "the solution of 01_queue/digit does not pass", "not today")


def watch_checks_on_save_and_obeys_keys_in_the_midst_of_a_check():
    second()
    terminal = Terminal("watch")
    terminal.until("not written yet")
    terminal.until("n next")
    terminal.press("h")
    terminal.until("Hint 1 of 3")
    mistake("newest_first")
    terminal.until("checking")
    terminal.press("hl")
    terminal.until("Hint 2 of 3")
    terminal.until("A queue, and somebody who runs it")
    terminal.until("wrong order")
    shutil.copy(path("solutions", NAME + ".hpp"), starter() + "~")
    os.rename(starter() + "~", starter())  # as many editors save
    terminal.until("passed")
    terminal.until("n next")
    terminal.press("c")
    terminal.until("1 of 2  01_queue/first_loop")
    terminal.until("2 of 2  01_queue/second")
    terminal.until("1 of 2 pass")
    terminal.until("n next")
    before = open(starter()).read()
    for keys in ("x", "h", "xx", "\x1bx", "\x1bx"):  # once only, pasted, with Alt
        terminal.press(keys)
        if keys in "xh":
            terminal.until("Press x again" if keys == "x" else "Hint 3 of 3")
            terminal.until("n next")
    terminal.press("l")
    terminal.until("A queue, and somebody who runs it")
    expect(open(starter()).read() == before, "nothing is put back that was not asked for twice")
    for said in ("Press x again to put the starter of first_loop back", "is as it was"):
        terminal.press("x")
        terminal.until(said)
    terminal.press("q")
    terminal.ends()


keep(globals())
