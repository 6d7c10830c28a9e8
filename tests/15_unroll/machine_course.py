"""What a machine does is no student's mistake, and what it did once is tried again. Started as course_box.py says."""

import json
import shutil
import xml.etree.ElementTree as xml

from course_box import *

RECORDS = os.path.join(KEPT, "records.txt")


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
        before = os.stat(RECORDS).st_mtime_ns
        ask("check", "subject", status=1, env=how or {})
        if how is None:
            expect(os.stat(RECORDS).st_mtime_ns == before, "a standstill is one on any machine")
        else:
            expect(os.stat(RECORDS).st_mtime_ns != before, f"it runs again: {body}")


def where_nobody_can_look_for_leaks_there_is_none():
    """A sanitizer that cannot do its work ends the program, which has passed, with these words in its report."""
    said = "==1==LeakSanitizer has encountered a fatal error.\\n==1==HINT: LeakSanitizer does not work under ptrace"
    subject("inline void subject() {}\ninline const struct Last {\n  ~Last() {\n"
            f'    std::ofstream("report." + std::to_string(::getpid())) << "{said}\\n";\n    ::_exit(66);\n  }}\n}} last;')
    with_includes("unistd.h", "string")
    said = ask("check", status=2)
    says(" ".join(said.split()), "LeakSanitizer does not work under ptrace", "no verdict on your program", "./unroll doctor")
    says(ask("status"), "0 of 1 done")


keep_promise(globals())
