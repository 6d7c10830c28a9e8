"""Watches a program by UNROLL_MONITOR alone. Every wait has a limit; nothing is left running.

  watch.py PROMISE PROGRAM THREADS CROWDS      PROGRAM is stuck in a job until its input ends; THREADS has a loop on
                                               more than one thread; CROWDS has two, with two hundred tasks each,
                                               until its input ends
"""

import fcntl
import json
import os
import pty
import select
import signal
import struct
import subprocess
import sys
import tempfile
import termios
import time

LIMIT = 60  # seconds; only ever reached if something hangs


def expect(is_so, what):
    if not is_so:
        print("FAILED:", what)
        sys.exit(1)


def start(monitor, program=2, **more):
    environment = dict(os.environ, UNROLL_MONITOR=monitor, **more)
    return subprocess.Popen([sys.argv[program]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                            env=environment)


def read_until(process, words):
    said = b""
    while words.encode() not in said:
        ready, _, _ = select.select([process.stderr], [], [], LIMIT)
        piece = os.read(process.stderr.fileno(), 65536) if ready else b""
        expect(piece, f"it never says {words!r}, but: {said.decode()}")
        said += piece
    return said.decode()


def end(process):
    """Its input ends, and so does it; what it has said meanwhile."""
    _, said = process.communicate(timeout=LIMIT)
    expect(process.returncode == 0, f"ended with {process.returncode}: {said.decode()}")
    return said.decode()


def a_job_that_hangs_is_said_while_it_hangs():
    process = start("text", UNROLL_MONITOR_HANG="2000")
    said = read_until(process, 'task "both"')
    expect("the loop hangs" in said and "a job has been running for" in said, said)
    expect('task "blocker"' in said and "block() was last seen at stuck.cpp:12" in said, said)
    expect("block() waits" not in said and "for the clock" not in said.split('task "blocker"')[1].split("task ")[0], said)
    rest = end(process)
    expect(rest.count("the loop hangs") == 0, "said twice: " + rest)
    expect("monitor: slow" in rest and 'task "blocker"' in rest, rest)


def a_signal_asks_for_the_tasks():
    process = start("text", UNROLL_MONITOR_HANG="2000")
    read_until(process, 'task "both"')  # it is stuck now
    process.send_signal(signal.SIGQUIT)
    said = read_until(process, 'task "both"')
    expect("asked by a signal" in said and 'task "victim"' in said, said)
    process.send_signal(signal.SIGQUIT)  # the read that it is stuck in goes on, as if nothing had been
    said = read_until(process, 'task "both"')
    expect("asked by a signal" in said and "block() was last seen at" in said, said)
    end(process)


def json_is_one_object_a_line():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "watch.jsonl")
        process = start("json:" + path, UNROLL_MONITOR_SLOW="1")
        expect(end(process) == "", "stderr is the program's own")
        with open(path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
    last = lines[-1]
    expect(last["kind"] == "figures" and last["why"] == "the end", last)
    expect(last["jobs"] > 0 and last["turns"]["count"] > 0 and last["unfinished"] == 0, last)


def recorded_too_no_step_is_missing():
    with tempfile.TemporaryDirectory() as folder:
        words = []
        for monitor in ("", "json:" + os.path.join(folder, "watch.jsonl")):
            path = os.path.join(folder, "run.json")
            end(start(monitor, UNROLL_TRACE_FILE=path))
            with open(path, encoding="utf-8") as file:
                steps = [one["args"]["k"] for one in json.load(file)["traceEvents"] if "k" in one.get("args", {})]
            # two sleeps of a millisecond end together or one behind the other, in more or fewer jobs
            words.append(sorted(verb for verb in steps if verb in ("begin", "suspend", "resume", "end", "resolve", "take")))
    expect("take" in words[0] and words[0] == words[1], words)


def without_the_variable_nothing_is_said():
    expect(end(start("")) == "", "it was not asked")


def a_wrong_form_is_refused_before_anything_starts():
    for wrong in ("loud", "text:", "json:/nowhere/at/all"):
        process = start(wrong)
        _, said = process.communicate(timeout=LIMIT)
        expect(process.returncode == 2 and b"UNROLL_MONITOR" in said, (wrong, process.returncode, said))
    process = start("text", UNROLL_MONITOR_SLOW="soon")
    _, said = process.communicate(timeout=LIMIT)
    expect(process.returncode == 2 and b"UNROLL_MONITOR_SLOW" in said, (process.returncode, said))


def live_draws_while_it_is_stuck():
    process = start("live")
    said = read_until(process, "a job has been running for")
    expect("monitor: now" in said, said)
    end(process)


def live_on_a_terminal_draws_in_place():
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.argv[2]], stdin=subprocess.PIPE, stdout=subprocess.DEVNULL, stderr=theirs,
                               env=dict(os.environ, UNROLL_MONITOR="live", UNROLL_MONITOR_SLOW="3600000"))
    os.close(theirs)
    said = b""
    while said.count(b"monitor: now") < 2:
        ready, _, _ = select.select([ours], [], [], LIMIT)
        piece = os.read(ours, 65536) if ready else b""
        expect(piece, f"it does not draw twice: {said.decode()}")
        said += piece
    expect(said.startswith(b"\x1b[H\x1b[2Jmonitor: now"), said)
    expect(said.count(b"\x1b[H\x1b[2J") >= 2, said)
    process.stdin.close()
    while True:
        try:
            if not os.read(ours, 65536):
                break
        except OSError:  # so a terminal ends
            break
    expect(process.wait(timeout=LIMIT) == 0, "its end")


def live_on_a_terminal_shows_all_threads_and_the_last_reports():
    ours, theirs = pty.openpty()
    process = subprocess.Popen([sys.argv[3]], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=theirs,
                               env=dict(os.environ, UNROLL_MONITOR="live", UNROLL_MONITOR_SLOW="1"))
    os.close(theirs)
    said = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # so a terminal ends
            break
        if not piece:
            break
        said += piece
    expect(process.wait(timeout=LIMIT) == 0, "its end")
    screen = said.split(b"\x1b[H\x1b[2J")[-1].decode()
    expect("monitor: the end\r\n" in screen and "monitor: the end, thread 2" in screen, screen)
    expect("monitor: slow" in screen, screen)


def a_pipe_that_does_not_block_loses_nothing():
    ours, theirs = os.pipe()
    fcntl.fcntl(theirs, 1031, 4096)  # F_SETPIPE_SZ: it holds less than is said at once
    os.set_blocking(theirs, False)
    process = subprocess.Popen([sys.argv[4]], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=theirs,
                               env=dict(os.environ, UNROLL_MONITOR="json"))
    os.close(theirs)
    expect(process.stdout.readline() == b"ready\n", "it never begins")
    process.send_signal(signal.SIGQUIT)
    until = time.monotonic() + LIMIT
    while struct.unpack("i", fcntl.ioctl(ours, termios.FIONREAD, bytes(4)))[0] < 4096:
        expect(time.monotonic() < until, "it says too little")
    process.stdin.close()
    with os.fdopen(ours, "rb") as pipe:
        lines = [json.loads(line) for line in pipe.read().splitlines()]
    expect(process.wait(timeout=LIMIT) == 0, "its end")
    expect({one["thread"] for one in lines if one.get("why") == "asked by a signal"} == {1, 2}, lines)


def each_thread_that_runs_a_loop_has_its_figures_and_reports():
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "watch.jsonl")
        program = subprocess.run([sys.argv[3]], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, timeout=LIMIT, check=True,
                                 env=dict(os.environ, UNROLL_MONITOR="json:" + path, UNROLL_MONITOR_SLOW="1"))
        expect(program.stderr == b"", program.stderr)
        with open(path, encoding="utf-8") as file:
            lines = [json.loads(line) for line in file]
    ends = {one["thread"]: one for one in lines if one["kind"] == "figures" and one["why"] == "the end"}
    expect(len(ends) > 1, lines)
    expect(all(one["jobs"] > 0 and one["unfinished"] == 0 for one in ends.values()), ends)
    slow = [one for one in lines if one["kind"] == "slow"]
    expect(slow and any(one["place"].startswith("slow_file.cpp:") for one in slow), lines)


def two_threads_that_speak_at_once_do_not_mix_their_lines():
    process = start("json", program=4)
    expect(process.stdout.readline() == b"ready\n", "it never begins")
    said = ""
    for _ in range(20):
        process.send_signal(signal.SIGQUIT)
        said += read_until(process, "asked by a signal")
    lines = [json.loads(line) for line in (said + end(process)).splitlines()]
    expect({one["thread"] for one in lines if one.get("why") == "asked by a signal"} == {1, 2}, lines)
    expect(any(len(one.get("tasks", [])) > 100 for one in lines), "there is little to say")


globals()[sys.argv[1]]()
