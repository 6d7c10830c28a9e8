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


keep_promise(globals())
