"""What a machine does is no student's mistake, and what it did once is tried again. Started as course_box.py says."""

import json
import shutil
import xml.etree.ElementTree as xml

from course_box import *

LOG = os.path.join(KEPT, "log.txt")  # which is written whenever it runs


def with_includes(*names):
    write(SUBJECT, "".join(f"#include <{name}>\n" for name in names) + read(SUBJECT).replace("#pragma once\n", ""))


def elsewhere():
    folder = tempfile.mkdtemp(prefix="elsewhere ")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    return folder


def what_the_machine_may_have_done_is_tried_again():
    """Who was killed from outside, or had no time: the next time it may be otherwise."""
    for body, how in (("::kill(::getpid(), SIGKILL);", {}),
                      ("while (true) continue;", {"UNROLL_TEST_SECONDS": "1"}),
                      ("while (true) ::pause();", None)):
        subject("inline void subject() { volatile int none = 0; (void)none; " + body + " }")
        with_includes("signal.h", "unistd.h")
        ask("check", "subject", status=1, env=how or {})
        before = os.stat(LOG).st_mtime_ns
        ask("check", "subject", status=1, env=how or {})
        if how is None:
            expect(os.stat(LOG).st_mtime_ns == before, "a standstill is one on any machine")
        else:
            expect(os.stat(LOG).st_mtime_ns != before, f"it runs again: {body}")


def where_nobody_can_look_for_leaks_there_is_none():
    """A sanitizer that cannot do its work ends the program, which has passed, with these words in its report."""
    said = "==1==LeakSanitizer has encountered a fatal error.\\n==1==HINT: LeakSanitizer does not work under ptrace"
    subject("inline void subject() {}\ninline const struct Last {\n  ~Last() {\n"
            f'    std::ofstream("report." + std::to_string(::getpid())) << "{said}\\n";\n    ::_exit(66);\n  }}\n}} last;')
    with_includes("unistd.h", "string")
    said = ask("check", status=2)
    says(" ".join(said.split()), "LeakSanitizer does not work under ptrace", "no verdict on your program", "./unroll doctor")
    says(ask("status"), "0 of 1 done")


def lay_out_solutions():
    head = "// Contract\n// - 5 for nothing, and 7 for all else.\n\ninline int value(int number) {\n"
    subject(head + "  return number;\n}")
    write(path("solutions/01_queue/subject.hpp"), program(head + "  if (number == 0) return 5;\n  return 7;\n}"))
    write(path("tests/exercises/01_queue/subject_test.cpp"), TEST.replace(
        "unroll::subject();", "\n  for (int i : {-1, 0, 1}) EXPECT_EQ(unroll::value(i), i == 0 ? 5 : 7);\n"))
    for name in ("breaks_it", "other"):
        write(path(f"tests/exercises/01_queue/subject/{name}.hpp"),
              f"// Wrong: {name}.\n// Caught by: Subject.IsCalled (wrong value)\n" + program(head + "  return 3;\n}"))


def checks(*words, status, **how):
    asked = start("verify", *words, "--json", stderr=subprocess.PIPE, **how)
    said, errors = asked.communicate(timeout=LIMIT)
    expect(asked.returncode == status, f"{words}: status {status}, and it is {asked.returncode}: {said}{errors}")
    return json.loads(said)


CRASH = 'echo "internal compiler error: in expand_expr" >&2; exit 1'
FULL = 'echo "fatal error: cannot write: No space left on device" >&2; exit 1'


def a_compiler_that_crashes_ends_no_proof():
    lay_out_solutions()
    a_compiler(f'case "$*" in *breaks_it*) {CRASH} ;; esac\nexec "$real" "$@"')
    told = {one["check"]: one for one in checks("--plain", "--runs", "1", status=1)}
    says(told["wrong: breaks_it"]["wrong"], "could not be tried", "the compiler has crashed")
    expect(told["wrong: other"]["holds"] and told["solution (plain)"]["holds"], f"the others are tried: {told}")


def a_mutant_of_which_the_compiler_makes_nothing_is_done_and_one_without_a_disk_is_not():
    lay_out_solutions()
    a_compiler(f'case "$*" in *mutant-9-never*) {CRASH} ;; *mutant-9-always*) {FULL} ;; esac\nexec "$real" "$@"')
    told = {one["check"]: one for one in checks("--mutants", "--plain", status=1)}
    says(told["mutant 9:always"]["wrong"], "could not be tried", "No space left on device")
    expect(all(one["holds"] for name, one in told.items() if name != "mutant 9:always"), f"the others are caught: {told}")
    tried = json.loads(read(path(".unroll/course/01_queue/subject/mutants/tried.json")))
    expect(tried["9:never plain"][1] == "compile error", f"this is not tried again: {tried}")
    expect("9:always plain" not in tried and len(tried) > 3, f"and this is: {tried}")


def a_mutant_that_compiles_for_too_long_is_no_verdict():
    lay_out_solutions()
    a_compiler('case "$*" in *mutant-9-never*) exec sleep 1000 ;; */solution-*) exec "$real" "$@" ;; esac\n'
               'echo "subject.hpp:1:1: error: of the others none is built" >&2; exit 1')
    told = {one["check"]: one for one in checks("--mutants", "--plain", status=1, env={"UNROLL_COMPILE_SECONDS": "60"})}
    says(told["mutant 9:never"]["wrong"], "could not be tried", "60 s")
    tried = json.loads(read(path(".unroll/course/01_queue/subject/mutants/tried.json")))
    expect("9:never plain" not in tried and "9:always plain" in tried, f"it is tried again: {tried}")


def a_mutant_that_was_ended_from_outside_is_tried_again():
    lay_out_solutions()
    write(path("tests/exercises/01_queue/subject_test.cpp"), "#include <signal.h>\n#include <unistd.h>\n" + TEST.replace(
        "unroll::subject();", "\n  if (unroll::value(1) == 5) ::kill(::getpid(), SIGKILL);\n  EXPECT_EQ(unroll::value(0), 5);\n"))
    a_compiler("""case "$*" in *mutant-9-always* | */solution-*) exec "$real" "$@" ;; esac
echo "subject.hpp:1:1: error: of the others none is built" >&2; exit 1""")
    checks("--mutants", "--plain", status=0)
    tried = json.loads(read(path(".unroll/course/01_queue/subject/mutants/tried.json")))
    expect("9:always plain" not in tried and "9:never plain" in tried, f"a memory that was full is no verdict: {tried}")


def what_could_not_be_tried_is_told_to_programs_too():
    a_compiler("printf 'internal compiler error: in \\377\\n' >&2; exit 1")
    for name, why in (("subject", "the compiler has crashed"), ("--all", "could not be built")):
        if name == "--all":
            write(path("exercises/01_queue/chapter.toml"), MANIFEST + MANIFEST.replace('"subject"', '"other"'))
            write(path("exercises/01_queue/other.hpp"), program(GOOD))
            write(path("tests/exercises/01_queue/other_test.cpp"), TEST.replace("subject.hpp", "other.hpp"))
            write(path("unroll"), "#!/bin/sh\nexit 1\n")
        write(path("results.xml"), "those of yesterday")
        asked = start("check", name, "--json", "--junit", path("results.xml"), stderr=subprocess.PIPE)
        said, errors = asked.communicate(timeout=LIMIT)
        expect(asked.returncode == 2, f"status 2, and it is {asked.returncode}: {errors}")
        says(" ".join(errors.split()), why)
        for one in json.loads(said):
            expect(one["verdict"] == "not tried" and why in one["text"], f"it says why: {one}")
        for case in xml.parse(path("results.xml")).getroot().findall("testcase"):
            says(case.find("error").text, why)


def what_was_proved_of_another_program_is_proved_anew():
    lay_out_solutions()
    test = path("tests/exercises/01_queue/subject_test.cpp")
    ran = path("ran")
    write(test, "#include <fstream>\n" + TEST.replace(
        "unroll::subject();", f'\n  std::ofstream("{ran}", std::ios::app) << "once ";\n  EXPECT_EQ(unroll::value(0), 5);\n'))
    counts = []
    for comment in ("", "// as before\n"):
        write(ran, "")
        write(test, read(test) + comment)
        checks("--plain", "--runs", "3", status=1)
        counts.append(read(ran).count("once"))
        for folder, _, files in os.walk(path(".unroll")):
            for file in files:
                file == "proof.txt" and os.utime(os.path.join(folder, file), (2**32, 2**32))  # a clock that was set back
    expect(counts[0] == counts[1] and counts[0] > 3, f"as often as the first time: {counts}")


def a_proof_takes_no_more_time_than_is_told():
    lay_out_solutions()
    a_compiler("exec sleep 1000")
    told = {one["check"]: one for one in checks("--plain", "--runs", "1", status=1, env={"UNROLL_COMPILE_SECONDS": "1"})}
    says(told["solution (plain)"]["wrong"], "could not be tried", "longer than 1 s")


def what_is_named_twice_is_proved_once():
    lay_out_solutions()
    told = [one["check"] for one in checks("subject", "01", "--plain", "--runs", "1", status=1)]
    expect(len(told) == len(set(told)), f"each once: {told}")


def a_report_that_cannot_be_written_is_refused_before_the_work():
    os.mkdir(path("a folder"))
    lay_out_solutions()
    for file, why in (("--all", "--junit takes a value, and --all is an option"), (path("a folder"), "is a folder"),
                      (path("unroll/results.xml"), "cannot be written"), ("/proc/results.xml", "cannot be written")):
        for command in ("check", "verify"):
            says(" ".join(ask(command, "--junit", file, status=2).split()), why)
            expect(not os.path.exists(KEPT), f"{command} --junit {file}: nothing was tried before that")
    says(ask("verify", "--html", "--all", status=2), "--html takes a value")


def what_is_no_file_is_written_into():
    out = os.path.join(elsewhere(), "out")
    os.symlink("/proc/self/fd/1", out)
    said = ask("check", "--junit", out)
    expect(os.path.islink(out), "it is what it was")
    says(said, "<testsuite", "</testsuite>")
    with open(path("said"), "w") as file:
        ask("check", "subject", "--junit", out, stdout=file)
    told = read(path("said"))
    says(told, "passed: 01_queue/subject", "</testsuite>\n")
    xml.fromstring(told[told.index("<testsuite"):told.index("</testsuite>") + len("</testsuite>")])
    subject(GOOD + "\n")
    os.rename(SUBJECT, path("mine.hpp"))
    os.symlink(path("mine.hpp"), SUBJECT)
    ask("status")
    write(path("mine.hpp"), program(BAD))
    ask("reset", "subject")
    expect(os.path.islink(SUBJECT) and BAD not in read(path("mine.hpp")), "who has a link there keeps it")


def a_crash_is_told_with_the_students_own_file():
    subject("inline void subject() {\n  volatile int* nothing = nullptr;\n  *nothing = 1;\n}")
    says(ask("check", status=1), "crash", "  at exercises/01_queue/subject.hpp:7\n")


def exercises_may_lie_elsewhere():
    folder = elsewhere()
    shutil.move(path("exercises"), folder)
    os.symlink(os.path.join(folder, "exercises"), path("exercises"))
    os.symlink("nothing", path("leads to nothing"))
    write(SUBJECT, program("inline void subject() { nothing(); }"))
    says(ask("check", status=1), "compile error", "  at exercises/01_queue/subject.hpp:5\n")
    write(SUBJECT, program("inline void subject() {\n  int narrow = 3.7;\n  EXPECT_EQ(narrow, 4);\n}"))
    says(ask("check", status=1), "wrong value", "the compiler warned", "exercises/01_queue/subject.hpp:6: ")
    expect(json.loads(ask("list", "--json"))[0]["file"] == "exercises/01_queue/subject.hpp", "as the student knows it")


keep_promise(globals())
