"""What happens to a watch, or beside it. Started as course.py says."""

import ctypes
import errno
import os
import platform
import select
import shutil
import signal
import struct
import subprocess
import termios
import time

from small_course import LIMIT, NAME, Terminal, ask, box, build, expect, keep, path, runner, second, solve, starter


def until(is_so, what):
    end = time.monotonic() + LIMIT
    while not is_so():
        expect(time.monotonic() < end, f"it never comes to this: {what}")
        os.sched_yield()


def shows_what_is_typed(terminal):
    return bool(termios.tcgetattr(terminal.screen)[3] & termios.ECHO)


class Shell(Terminal):
    """The runner, started by a shell that knows of jobs: it says when its job is stopped, and lets it go on at `fg`."""

    def begin(self, *words):
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        usual = termios.tcgetattr(0)
        job = os.fork()
        if job == 0:
            os.setpgid(0, 0)
            os.tcsetpgrp(0, os.getpid())
            signal.signal(signal.SIGTTOU, signal.SIG_DFL)
            os.execv(words[0], words)
        while os.WIFSTOPPED(status := os.waitpid(job, os.WUNTRACED)[1]):
            os.tcsetpgrp(0, os.getpgrp())
            print(f"stopped {job}: echo {bool(termios.tcgetattr(0)[3] & termios.ECHO)}", flush=True)
            termios.tcsetattr(0, termios.TCSADRAIN, usual)
            input()
            os.tcsetpgrp(0, job)
            os.killpg(job, signal.SIGCONT)
        os._exit(os.waitstatus_to_exitcode(status))


def a_stopped_watch_gives_the_terminal_back_and_takes_it_again():
    terminal = Shell("watch")
    terminal.until("n next")
    expect(not shows_what_is_typed(terminal), "keys are not shown")
    for stop in ("key", "SIGSTOP", "key"):
        if stop == "key":
            terminal.press("\x1a")
            terminal.until("stopped ")
            job = int(terminal.until(": "))
            terminal.until("echo True")
        else:
            os.kill(job, signal.SIGSTOP)  # which leaves nobody the time
            terminal.until("stopped ")
        until(lambda: shows_what_is_typed(terminal), "the shell has the terminal")
        terminal.press("fg\n")
        until(lambda: not shows_what_is_typed(terminal), "the watch has it again")
    terminal.press("h")
    terminal.until("Hint 1 of 3")
    solve()
    terminal.until("passed")
    terminal.until("n next")
    terminal.press("q")
    terminal.ends()


def time_in_which_a_watch_is_stopped_is_nobodys_hang():
    os.environ["UNROLL_TEST_SECONDS"] = "4"  # in which it has to be stopped
    os.mkfifo(path("door"))
    door = os.open(path("door"), os.O_RDWR)
    text = open(path("solutions", NAME + ".hpp")).read()
    slow = f"""
#include <ctime>
#include <fstream>
#include <unistd.h>
inline const bool slow = [] {{
  std::ofstream("{path("door")}") << "begun" << std::endl;
  while (::access("{path("stopped")}", F_OK) != 0) continue;
  while (std::clock() < CLOCKS_PER_SEC * 5) continue;  // longer than its time
  std::ofstream("{path("door")}") << "done" << std::endl;
  return true;
}}();
"""
    terminal = Terminal("watch")
    terminal.until("n next")
    open(starter(), "w").write(text.replace("#pragma once", "#pragma once" + slow))
    expect(select.select([door], [], [], LIMIT)[0] and os.read(door, 5) == b"begun", "the test is at work")
    os.kill(terminal.process, signal.SIGSTOP)
    os.waitpid(terminal.process, os.WUNTRACED)
    open(path("stopped"), "w").close()
    os.read(door, 1)
    expect(select.select([door], [], [], LIMIT)[0] and os.read(door, 4) == b"done", "it goes on meanwhile")
    os.kill(terminal.process, signal.SIGCONT)
    terminal.until("passed")
    terminal.until("n next")
    terminal.press("q")
    terminal.ends()


def what_is_taken_away_under_a_watch_is_built_anew():
    terminal = Terminal("watch")
    terminal.until("not written yet")
    terminal.until("n next")
    script = f"#!/bin/sh\nmkdir -p '{path('.build/dev')}' && ln -s '{build}/course' '{path('.build/dev/course')}'\n"
    open(path("unroll"), "w").write(script)
    shutil.rmtree(path(".build"))
    shutil.rmtree(path(".unroll"))
    solve()
    terminal.until("passed")
    terminal.until("n next")
    expect(b"unroll: " not in terminal.all, f"nothing is wrong: {terminal.all!r}")
    terminal.press("q")
    terminal.ends()
    expect(os.path.exists(path(".unroll/course/progress.json")), "what passes is remembered")


def keys_go_to_the_next_exercise_and_check_again():
    second()
    terminal = Terminal("watch")
    terminal.until("Edit exercises/01_queue/first_loop.hpp")
    terminal.until("not written yet")
    terminal.until("n next")
    terminal.press("r")
    terminal.until("checking 01_queue/first_loop")
    terminal.until("not written yet")
    terminal.until("n next")
    terminal.press("n")
    terminal.until("Edit exercises/01_queue/second.hpp")
    terminal.until("not written yet")
    terminal.until("n next")
    shutil.copy(path("solutions/01_queue/second.hpp"), path("exercises/01_queue/second.hpp"))
    terminal.until("passed")  # it is the file that is watched now
    terminal.until("n next")
    terminal.press("n")  # behind the last, the first that is not done
    terminal.until("Edit exercises/01_queue/first_loop.hpp")
    terminal.until("n next")
    solve()
    terminal.until("passed")
    terminal.until("n next")
    terminal.press("n")
    terminal.until("All exercises are done.")
    terminal.press("q")
    terminal.ends()


def what_is_asked_for_again_is_run_again():
    records = path(".unroll/course", NAME, "yours-dev/records.txt")
    terminal = Terminal("watch")
    terminal.until("not written yet")
    terminal.until("n next")
    before = os.stat(records).st_mtime_ns
    terminal.press("r")
    terminal.until("not written yet")
    terminal.until("n next")
    expect(os.stat(records).st_mtime_ns != before, "what has not changed runs again, for that was asked for")
    terminal.press("q")
    terminal.ends()


def a_watch_ends_when_nobody_reads_it_any_more():
    watch = subprocess.Popen([runner, box, "watch"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    expect(watch.stdout.readline() == b"\n" and NAME.encode() in watch.stdout.readline(), "it has begun")
    watch.stdout.close()  # as `| head` does
    try:
        watch.wait(LIMIT)
    except subprocess.TimeoutExpired:
        watch.kill()
        expect(False, "it ends")


class Deaf(Terminal):
    """The runner where a call does not do what it is for: whoever makes it is told `error`, or that all is well (0)."""

    def __init__(self, call, error):
        # The number of the call, on x86-64 and on 64-bit ARM.
        self.number = {"inotify_init1": (294, 26), "inotify_add_watch": (254, 27)}[call][platform.machine() != "x86_64"]
        self.error = error
        super().__init__("watch")

    def begin(self, *words):
        """With a filter of system calls: if it is this number, then the error, else what it always is."""
        code = [(0x20, 0, 0, 0), (0x15, 0, 1, self.number), (0x06, 0, 0, 0x00050000 | self.error), (0x06, 0, 0, 0x7FFF0000)]
        filters = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *one) for one in code))
        program = struct.pack("HxxxxxxP", len(code), ctypes.addressof(filters))
        libc = ctypes.CDLL(None, use_errno=True)
        libc.prctl(38, 1, 0, 0, 0)  # PR_SET_NO_NEW_PRIVS
        if libc.prctl(22, 2, program, 0, 0) != 0:  # PR_SET_SECCOMP, SECCOMP_MODE_FILTER
            print("no filter:", os.strerror(ctypes.get_errno()), flush=True)
            os._exit(3)
        super().begin(*words)


def where_the_system_tells_nothing_a_watch_looks_by_itself():
    for call, error in (("inotify_init1", errno.EMFILE), ("inotify_add_watch", errno.ENOSPC), ("inotify_add_watch", 0)):
        ask("reset", "first_loop")
        terminal = Deaf(call, error)
        terminal.until("not written yet")
        terminal.until("n next")
        solve()
        terminal.until("passed")
        terminal.until("n next")
        terminal.press("q")
        terminal.ends()


keep(globals())
